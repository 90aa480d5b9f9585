import React from 'react';
import { InlineField, InlineFieldRow, InlineSwitch, RadioButtonGroup } from '@grafana/ui';
import type { PrometheusQuery } from '../../query/model';
import type { VariantProps } from '../VariantProps';
import { JoinEditor, newJoin } from './JoinEditor';
import { PromqlField } from './PromqlField';
import { SourceLine } from './SourceLine';

const spans = [
  { label: 'Range', value: false, description: 'A series over the time range' },
  { label: 'Newest', value: true, description: 'The value at the end of the time range' },
];

/** PromQL for the Prometheus data source of the settings; its series by themselves, or one figure for each row of a table. */
export function PrometheusEditor(props: VariantProps<PrometheusQuery>) {
  const { query, onChange, onRunQuery, datasource } = props;
  const { join } = query;
  const set = (instant: boolean) => onChange({ ...query, instant: instant || undefined });
  return (
    <>
      <SourceLine ownUid={datasource.uid} prometheusUid={datasource.settings.prometheusUid} />
      <PromqlField value={query.expr} onCommit={(expr) => onChange({ ...query, expr })} onRun={onRunQuery} />
      <InlineFieldRow>
        <InlineField label="Values" labelWidth={14}>
          <RadioButtonGroup aria-label="Values" options={spans} value={query.instant ?? false} onChange={set} />
        </InlineField>
        <InlineField
          label="Join to rows"
          labelWidth={14}
          tooltip="Gives each row of a table one figure of the series that belongs to it, such as a run its worker’s memory."
        >
          <InlineSwitch
            aria-label="Join to rows"
            value={join !== undefined}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? { ...query, join: newJoin(query) } : withoutJoin(query))
            }
          />
        </InlineField>
      </InlineFieldRow>
      {join && <JoinEditor {...props} join={join} />}
    </>
  );
}

function withoutJoin({ join: _, ...query }: PrometheusQuery): PrometheusQuery {
  return query;
}
