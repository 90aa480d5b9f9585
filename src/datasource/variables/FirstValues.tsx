import React, { useEffect, useRef, useState } from 'react';
import type { MetricFindValue, TimeRange } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { DataSource } from '../DataSource';
import type { VariableQuery } from '../query/model';
import { asFault } from '../transport/Fault';
import { getStyles } from './FirstValues.styles';

interface Props {
  datasource: DataSource;
  query: VariableQuery;
  range?: TimeRange;
}

const shown = 8;

/** The first choices that a variable offers, each with the value behind its label, or why there is none. */
export function FirstValues({ datasource, query, range }: Props) {
  const styles = useStyles2(getStyles);
  const found = useValues({ datasource, query, range });
  return (
    <p className={styles.line} role="status" aria-label="First values">
      {found}
    </p>
  );
}

function useValues({ datasource, query, range }: Props): string {
  const [line, setLine] = useState('Looking for values…');
  const asked = JSON.stringify(query);
  const latest = useRef(range);
  useEffect(() => {
    latest.current = range;
  });
  useEffect(() => {
    let superseded = false;
    const show = (text: string) => superseded || setLine(text);
    datasource.metricFindQuery(JSON.parse(asked), latest.current ? { range: latest.current } : undefined).then(
      (choices) => show(toLine(choices)),
      (thrown: unknown) => show(asFault(thrown).message)
    );
    return () => {
      superseded = true;
    };
  }, [datasource, asked]);
  return line;
}

function toLine(choices: MetricFindValue[]): string {
  if (choices.length === 0) {
    return 'The query finds no value.';
  }
  const first = choices.slice(0, shown).map(({ text, value }) => (value === text ? text : `${text} → ${value}`));
  const more = choices.length > shown ? ` … (${choices.length.toLocaleString('en')} values)` : '';
  return `${first.join(' · ')}${more}`;
}
