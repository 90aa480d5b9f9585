import React from 'react';
import { useStyles2 } from '@grafana/ui';
import { presetMetrics } from '../../alerting/presetMetrics';
import type { DataSource } from '../../DataSource';
import type { ScrapewatchQuery } from '../../query/model';
import { presets } from '../../query/presets';
import { getStyles } from './AlertOnThis.styles';
import { MissingMetric } from './MissingMetric';
import { PresetAlert } from './PresetAlert';
import { RuleButtons } from './RuleButtons';

interface Props {
  query: ScrapewatchQuery;
  datasource: DataSource;
}

/**
 * How to be told of what a query shows. Grafana cannot evaluate rules on a source without a backend, so the rule asks
 * Prometheus: here is the metric that answers the same, or how to add the one that is missing.
 */
export function AlertOnThis({ query, datasource }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.panel} aria-label="Alert on this">
      <Advice query={query} schema={datasource.settings.schemas[0]} prometheusUid={datasource.settings.prometheusUid} />
    </section>
  );
}

interface AdviceProps {
  query: ScrapewatchQuery;
  /** The default one, of the settings. */
  schema: string;
  prometheusUid: string | undefined;
}

function Advice({ query, schema, prometheusUid }: AdviceProps) {
  if (query.queryType === 'prometheus') {
    return (
      <RuleButtons
        name="Scrapewatch alert"
        expr={query.expr}
        when="above"
        limit={0}
        prometheusUid={prometheusUid}
        remark={
          /\$\{?\w|\[\[/.test(query.expr) ? 'An alert rule knows no dashboard: replace the variables in it.' : undefined
        }
      />
    );
  }
  const choices = query.queryType === 'preset' ? presetMetrics[query.preset] : [];
  if (query.queryType === 'preset' && choices.length > 0) {
    const args = { ...presets[query.preset].args, ...query.args };
    return <PresetAlert key={query.preset} choices={choices} args={args} prometheusUid={prometheusUid} />;
  }
  return <MissingMetric query={query} schema={schema} prometheusUid={prometheusUid} />;
}
