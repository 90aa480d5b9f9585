import React from 'react';
import { useStyles2 } from '@grafana/ui';
import { operators, type Operator } from '../../query/operators';
import { getStyles } from './CheatSheet.styles';

const rows = Object.entries<Operator>(operators);

/** Every filter operator: its name here, in PostgREST, in SQL. */
export function OperatorTable() {
  const styles = useStyles2(getStyles);
  return (
    <table className={styles.operators}>
      <thead>
        <tr>
          <th scope="col">Filter</th>
          <th scope="col">PostgREST</th>
          <th scope="col">SQL</th>
          <th scope="col">Takes</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, { label, token, sql, takes, words, hint }]) => (
          <tr key={name}>
            <td>{label}</td>
            <td>
              <code>{token}</code>
            </td>
            <td>
              <code>{sql}</code>
            </td>
            <td>{hint ?? words?.join(', ') ?? takenWords[takes]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const takenWords: Record<Operator['takes'], string> = {
  one: 'one value',
  many: 'several values',
  word: 'a word',
  range: 'a range',
  json: 'a JSON document',
};
