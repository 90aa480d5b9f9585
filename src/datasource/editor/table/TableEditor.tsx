import React from 'react';
import { Button, HorizontalGroup, InlineField, InlineFieldRow } from '@grafana/ui';
import { isFilterGroup, type Filter, type Order, type TableQuery } from '../../query/model';
import { toKind } from '../../query/columnTypes';
import type { ColumnInfo } from '../../schema/Schema';
import { CommitInput } from '../fields/CommitInput';
import { FilterRow } from './FilterRow';
import { FormatField } from '../fields/FormatField';
import { ListSelect } from '../fields/ListSelect';
import { NameSelect } from '../fields/NameSelect';
import { OrderRow } from './OrderRow';
import type { VariantProps } from '../VariantProps';

/** Rows of a table or view: which columns, which rows, in which order. */
export function TableEditor({ query, onChange, discovered, schemas }: VariantProps<TableQuery>) {
  const schema = query.schema ?? schemas[0];
  const tables = discovered?.tables.filter((table) => table.schema === schema) ?? [];
  const columns = tables.find((table) => table.name === query.table)?.columns ?? [];
  const columnOptions = columns.map(toOption);
  const times = columns.filter((column) => toKind(column.type) === 'time' || column.type === 'date').map(toOption);
  const set = (change: Partial<TableQuery>) => onChange({ ...query, ...change });
  return (
    <>
      <InlineFieldRow>
        <InlineField label="Schema" labelWidth={14}>
          <NameSelect
            label="Schema"
            value={schema}
            width={20}
            options={schemas.map((name) => ({ label: name, value: name }))}
            onChange={(name) => set({ schema: name })}
          />
        </InlineField>
        <InlineField label="Table" labelWidth={14}>
          <NameSelect
            label="Table"
            value={query.table}
            options={tables.map(({ name, comment }) => ({ label: name, value: name, description: comment }))}
            isLoading={discovered === undefined}
            placeholder="Table or view"
            onChange={(table) =>
              set({ table, columns: [], aggregates: [], embeds: [], filters: [], order: [], timeColumn: undefined })
            }
          />
        </InlineField>
        <FormatField value={query.format} onChange={(format) => set({ format })} />
      </InlineFieldRow>
      <InlineFieldRow>
        <InlineField label="Columns" labelWidth={14}>
          <ListSelect
            label="Columns"
            values={query.columns.map(({ column }) => column)}
            options={columnOptions}
            placeholder="All columns"
            onChange={(chosen) => set({ columns: chosen.map((column) => ({ column })) })}
          />
        </InlineField>
        <InlineField label="Time column" labelWidth={14}>
          <NameSelect
            label="Time column"
            value={query.timeColumn}
            options={times}
            placeholder="None: rows of all times"
            clearable
            onChange={(timeColumn) => set({ timeColumn: timeColumn || undefined })}
          />
        </InlineField>
        <InlineField label="Limit" labelWidth={10}>
          <CommitInput
            label="Limit"
            type="number"
            width={12}
            placeholder="none"
            value={query.limit?.toString() ?? ''}
            onCommit={(text) => set({ limit: text === '' ? undefined : Math.max(0, Math.floor(Number(text))) })}
          />
        </InlineField>
      </InlineFieldRow>
      {query.filters.map((filter, index) =>
        isFilterGroup(filter) ? null : (
          <FilterRow
            key={index}
            number={index + 1}
            filter={filter}
            columns={columnOptions}
            onChange={(changed) => set({ filters: query.filters.with(index, changed) })}
            onRemove={() => set({ filters: query.filters.toSpliced(index, 1) })}
          />
        )
      )}
      {query.order.map((order, index) => (
        <OrderRow
          key={index}
          number={index + 1}
          order={order}
          columns={columnOptions}
          onChange={(changed) => set({ order: query.order.with(index, changed) })}
          onRemove={() => set({ order: query.order.toSpliced(index, 1) })}
        />
      ))}
      <HorizontalGroup spacing="sm">
        <Button
          variant="secondary"
          size="sm"
          icon="plus"
          onClick={() => set({ filters: [...query.filters, newFilter] })}
        >
          Add filter
        </Button>
        <Button variant="secondary" size="sm" icon="plus" onClick={() => set({ order: [...query.order, newOrder] })}>
          Add order
        </Button>
      </HorizontalGroup>
    </>
  );
}

const newFilter: Filter = { column: '', operator: 'eq', value: '' };
const newOrder: Order = { column: '', direction: 'asc' };

function toOption({ name, type, comment }: ColumnInfo) {
  return { label: name, value: name, description: comment ? `${type}: ${comment}` : type };
}
