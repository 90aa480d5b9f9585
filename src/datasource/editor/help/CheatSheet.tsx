import React from 'react';
import type { QueryEditorHelpProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { QueryType, ScrapewatchQuery } from '../../query/model';
import { queryText } from '../../query/queryText';
import { queryTypeLabels } from '../switch/queryTypeLabels';
import { getStyles } from './CheatSheet.styles';
import { examples, type Example } from './examples';
import { hints } from './hints';
import { OperatorTable } from './OperatorTable';

type Props = Pick<QueryEditorHelpProps<ScrapewatchQuery>, 'onClickExample'> & {
  /** Its type is shown first and open; in Explore there is no query yet. */
  query?: { queryType?: string };
};

/** What can be asked, by examples: a click takes one over and runs it. Grafana shows it in Explore and beside a query. */
export function CheatSheet({ onClickExample, query }: Props) {
  const styles = useStyles2(getStyles);
  const every = Object.keys(queryTypeLabels) as QueryType[];
  const first = every.find((type) => type === query?.queryType);
  const types = first ? [first, ...every.filter((type) => type !== first)] : every;
  return (
    <div className={styles.sheet}>
      {types.map((type) => (
        <details key={type} open={type === (first ?? 'preset')} className={styles.type}>
          <summary>
            <strong>{queryTypeLabels[type]}</strong> <span className={styles.about}>{hints[type].about}</span>
          </summary>
          <ul className={styles.examples}>
            {examples[type].map((example) => (
              <li key={example.title}>
                <ExampleButton example={example} onClick={() => onClickExample(example.query)} />
              </li>
            ))}
          </ul>
          <ul className={styles.hints}>
            {hints[type].more.map((hint) => (
              <li key={hint}>{hint}</li>
            ))}
          </ul>
        </details>
      ))}
      <details className={styles.type}>
        <summary>
          <strong>Operators</strong> <span className={styles.about}>what a filter can compare</span>
        </summary>
        <OperatorTable />
      </details>
      <details className={styles.type}>
        <summary>
          <strong>Variables and time</strong> <span className={styles.about}>in every field</span>
        </summary>
        <ul className={styles.hints}>
          {hints.variables.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function ExampleButton({ example: { title, shows, query }, onClick }: { example: Example; onClick: () => void }) {
  const styles = useStyles2(getStyles);
  return (
    <button type="button" className={styles.example} onClick={onClick}>
      <span className={styles.title}>{title}</span>
      <span className={styles.about}>{shows}</span>
      <code className={styles.code}>{queryText(query)}</code>
    </button>
  );
}
