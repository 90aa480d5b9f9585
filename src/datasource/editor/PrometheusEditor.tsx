import React from 'react';
import { InlineField, InlineFieldRow } from '@grafana/ui';
import type { PrometheusQuery } from '../query/model';
import { CommitInput } from './fields/CommitInput';
import type { VariantProps } from './VariantProps';

/** PromQL for the Prometheus data source of the settings. */
export function PrometheusEditor({ query, onChange }: VariantProps<PrometheusQuery>) {
  return (
    <InlineFieldRow>
      <InlineField label="PromQL" labelWidth={14} grow>
        <CommitInput label="PromQL" value={query.expr} onCommit={(expr) => onChange({ ...query, expr })} />
      </InlineField>
    </InlineFieldRow>
  );
}
