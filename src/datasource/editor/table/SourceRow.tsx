import React, { useMemo } from 'react';
import type { SelectableValue } from '@grafana/data';
import { InlineField, InlineFieldRow } from '@grafana/ui';
import type { Format, TableQuery } from '../../query/model';
import type { Discovered } from '../../schema/Discovery';
import type { TableInfo } from '../../schema/Schema';
import { FormatField } from '../fields/FormatField';
import { NameSelect } from '../fields/NameSelect';
import { SchemaField } from '../fields/SchemaField';

interface Props {
  query: TableQuery;
  schemas: string[];
  discovered: Discovered | undefined;
  onSchema: (schema: string) => void;
  onTable: (table: string) => void;
  onFormat: (format: Format) => void;
}

/** Which table or view, and how its rows are shown. */
export function SourceRow({ query, schemas, discovered, onSchema, onTable, onFormat }: Props) {
  const schema = query.schema ?? schemas[0];
  const tables = useMemo(
    () => discovered?.tables.filter((table) => table.schema === schema) ?? [],
    [discovered, schema]
  );
  const options = useMemo(() => tables.map(toOption), [tables]);
  const isKnown = query.table === '' || tables.length === 0 || tables.some(({ name }) => name === query.table);
  return (
    <InlineFieldRow>
      {(schemas.length > 1 || query.schema !== undefined) && (
        <SchemaField value={schema} schemas={schemas} onChange={onSchema} />
      )}
      <InlineField
        label="Table"
        labelWidth={14}
        invalid={!isKnown}
        error={isKnown ? undefined : `No table or view ${query.table} was found in the schema ${schema}`}
      >
        <NameSelect
          label="Table"
          value={query.table}
          options={options}
          isLoading={discovered === undefined}
          placeholder="Table or view"
          onChange={onTable}
        />
      </InlineField>
      <FormatField value={query.format} onChange={onFormat} />
    </InlineFieldRow>
  );
}

function toOption({ name, kind, comment }: TableInfo): SelectableValue<string> {
  const hint = [kind ?? 'table or view', comment].filter(Boolean).join(': ');
  return { label: name, value: name, description: hint, hint };
}
