import React from 'react';
import { InlineField, Select } from '@grafana/ui';
import type { Format } from '../../query/model';

const formats: Array<{ label: string; value: Format; description: string }> = [
  { label: 'Table', value: 'table', description: 'Rows as they are' },
  { label: 'Time series', value: 'timeseries', description: 'Numbers over time; text columns become labels' },
  { label: 'Logs', value: 'logs', description: 'A time, a message, a level; other columns become labels' },
];

/** How the rows are shown. */
export function FormatField({ value, onChange }: { value: Format; onChange: (format: Format) => void }) {
  return (
    <InlineField label="Format" labelWidth={14}>
      <Select
        aria-label="Format"
        width={20}
        options={formats}
        value={value}
        onChange={(chosen) => chosen.value && onChange(chosen.value)}
      />
    </InlineField>
  );
}
