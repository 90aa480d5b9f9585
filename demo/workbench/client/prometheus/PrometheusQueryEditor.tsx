import type { QueryEditorProps } from '@grafana/data';
import { InlineField, Input, RadioButtonGroup, TextArea } from '@grafana/ui';
import React from 'react';
import type { PrometheusJsonData, PrometheusQuery } from './model';
import type { PrometheusDataSource } from './PrometheusDataSource';

type Props = QueryEditorProps<PrometheusDataSource, PrometheusQuery, PrometheusJsonData>;

const types = [
  { label: 'Range', value: false },
  { label: 'Instant', value: true },
];

/** One field for PromQL and the few options that change an answer. */
export function PrometheusQueryEditor({ query, onChange, onRunQuery }: Props) {
  const change = (patch: Partial<PrometheusQuery>) => {
    onChange({ ...query, ...patch });
    onRunQuery();
  };
  return (
    <>
      <TextArea
        aria-label="PromQL"
        key={query.expr}
        rows={2}
        placeholder="rate(http_requests_total[$__rate_interval])"
        defaultValue={query.expr ?? ''}
        onBlur={({ currentTarget }) => currentTarget.value !== query.expr && change({ expr: currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.shiftKey || event.ctrlKey)) {
            event.preventDefault();
            change({ expr: event.currentTarget.value });
          }
        }}
      />
      <InlineField label="Type">
        <RadioButtonGroup
          options={types}
          value={query.instant ?? false}
          onChange={(instant) => change({ instant, range: !instant })}
        />
      </InlineField>
      <InlineField label="Legend" tooltip="{{label}} stands for the value of a label">
        <Input
          width={30}
          key={query.legendFormat}
          defaultValue={query.legendFormat}
          placeholder="auto"
          onBlur={({ currentTarget }) => change({ legendFormat: currentTarget.value })}
        />
      </InlineField>
    </>
  );
}
