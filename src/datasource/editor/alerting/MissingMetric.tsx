import React from 'react';
import { useStyles2 } from '@grafana/ui';
import { toMetric } from '../../alerting/toMetric';
import type { PresetQuery, RowsQuery } from '../../query/model';
import { getStyles } from './AlertOnThis.styles';
import { CopyBlock } from './CopyBlock';
import { RuleButtons } from './RuleButtons';

interface Props {
  query: RowsQuery | PresetQuery;
  schema: string;
  prometheusUid: string | undefined;
}

/** No metric counts what this query shows: how to make one. */
export function MissingMetric({ query, schema, prometheusUid }: Props) {
  const styles = useStyles2(getStyles);
  const made = toMetric(query, schema);
  if ('reason' in made) {
    return <p className={styles.remark}>{made.reason}</p>;
  }
  const { metric, sql, scrape, remarks } = made;
  return (
    <>
      <p>
        Grafana’s rules cannot ask this data source, and no metric has these rows. Three steps make one, called{' '}
        <code>{metric}</code>: the number of rows that the query finds.
      </p>
      <ol className={styles.steps}>
        <li>
          Run this in Supabase’s SQL editor. {remarks.join(' ')}
          <CopyBlock what="SQL" text={sql} />
        </li>
        <li>
          Let Prometheus ask for it: add this job to <code>scrape_configs</code> in prometheus.yml, beside the job{' '}
          <code>scrapewatch</code>, whose token and target it uses.
          <CopyBlock what="scrape job" text={scrape} />
        </li>
        <li>
          Make the rule on it.
          <RuleButtons name={metric} expr={`max(${metric})`} when="above" limit={0} prometheusUid={prometheusUid} />
        </li>
      </ol>
    </>
  );
}
