import React from 'react';
import { InlineField } from '@grafana/ui';
import { NameSelect } from './NameSelect';

interface Props {
  value: string;
  /** Those of the data source's settings; any other can be typed. */
  schemas: string[];
  onChange: (schema: string) => void;
}

/** The schema that a query reads. */
export function SchemaField({ value, schemas, onChange }: Props) {
  return (
    <InlineField label="Schema" labelWidth={14}>
      <NameSelect
        label="Schema"
        value={value}
        width={20}
        options={schemas.map((name) => ({ label: name, value: name }))}
        onChange={onChange}
      />
    </InlineField>
  );
}
