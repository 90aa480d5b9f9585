import React, { useMemo, useState } from 'react';
import { Alert, Button, InlineField, InlineFieldRow, useStyles2 } from '@grafana/ui';
import type { TableQuery } from '../../query/model';
import { NameSelect } from '../fields/NameSelect';
import type { VariantProps } from '../VariantProps';
import { AggregatesOff } from './AggregatesOff';
import { chooseFormat, chooseTable } from './chooseTable';
import { ColumnsField } from './ColumnsField';
import { EmbedList } from './EmbedList';
import { embedName } from './embedName';
import { FilterList } from './FilterList';
import { GroupSection } from './GroupSection';
import { LimitField } from './LimitField';
import { OptionsSection } from './OptionsSection';
import { OrderList } from './OrderList';
import { Section } from './Section';
import { SourceRow } from './SourceRow';
import { embedsSummary, orderSummary } from './summaries';
import { timeColumns, toTableContext, useTableContext, type TableContext } from './TableContext';
import { getStyles } from './TableEditor.styles';
import { useProbe } from './useProbe';

/** Rows of a table or view: which columns, which rows, what comes with them, summed up how, in which order. */
export function TableEditor({ query, onChange, discovered, schemas, data, datasource }: VariantProps<TableQuery>) {
  const styles = useStyles2(getStyles);
  const [left, setLeft] = useState<{ before: TableQuery; dropped: string[] }>();
  const schema = query.schema ?? schemas[0];
  const table = useTableContext(discovered, schema, query.table);
  const suggestions = useProbe(datasource.discovery, table);
  const filterable = useMemo(() => withEmbeds(table, query.embeds), [table, query.embeds]);
  const set = (change: Partial<TableQuery>) => {
    setLeft(undefined);
    onChange({ ...query, ...change });
  };
  const toTable = (name: string, inSchema: string) => {
    const moved = chooseTable({ ...query, schema: query.schema }, toTableContext(discovered, inSchema, name));
    setLeft(moved.dropped.length > 0 ? { before: query, dropped: moved.dropped } : undefined);
    onChange(inSchema === schema ? moved.query : { ...moved.query, schema: inSchema });
  };
  return (
    <div className={styles.editor}>
      <SourceRow
        query={query}
        schemas={schemas}
        discovered={discovered}
        onSchema={(name) => (query.table === '' ? set({ schema: name }) : toTable(query.table, name))}
        onTable={(name) => toTable(name, schema)}
        onFormat={(format) => onChange(chooseFormat(query, format, table))}
      />
      {suggestions.length > 0 && (
        <div className={styles.note} role="status">
          There is no {query.table}. Did you mean{' '}
          {suggestions.map((name) => (
            <Button key={name} variant="secondary" fill="text" size="sm" onClick={() => toTable(name, schema)}>
              {name}
            </Button>
          ))}
        </div>
      )}
      {left && (
        <Alert severity="info" title="Left out, because this table has no such thing">
          <p>{left.dropped.join('; ')}</p>
          <Button variant="secondary" size="sm" onClick={() => set(left.before)}>
            Back to {left.before.table}
          </Button>
        </Alert>
      )}
      <TimeField query={query} table={table} set={set} />
      <ColumnsField
        columns={query.columns}
        isGrouping={query.aggregates.length > 0}
        part=""
        table={table}
        onChange={(columns) => set({ columns })}
      />
      <div className={styles.filters}>
        <FilterList nodes={query.filters} part="" table={filterable} onChange={(filters) => set({ filters })} />
      </div>
      <GroupSection query={query} table={table} set={set} />
      <AggregatesOff query={query} data={data} onComputeInBrowser={() => set({ aggregateIn: 'browser' })} />
      <Section title="Related tables" summary={embedsSummary(query.embeds)}>
        <EmbedList embeds={query.embeds} part="" table={table} onChange={(embeds) => set({ embeds })} />
      </Section>
      <Section title="Order and limit" summary={orderSummary(query)}>
        <OrderList
          orders={query.order}
          part=""
          table={table}
          embeds={query.embeds}
          groupedBy={query.aggregates.length > 0 ? query.columns.map(({ column }) => column) : undefined}
          onChange={(order) => set({ order })}
        />
        <InlineFieldRow>
          <LimitField
            part=""
            limit={query.limit}
            placeholder="that of the data source"
            onChange={(limit) => set({ limit })}
          />
        </InlineFieldRow>
      </Section>
      <OptionsSection query={query} table={table} set={set} />
    </div>
  );
}

interface TimeProps {
  query: TableQuery;
  table: TableContext;
  set: (change: Partial<TableQuery>) => void;
}

/** The column by which rows outside the dashboard's time range are left out. */
function TimeField({ query: { timeColumn }, table, set }: TimeProps) {
  const options = useMemo(() => {
    const times = new Set(timeColumns(table).map(({ name }) => name));
    return table.options.filter(({ value }) => value !== undefined && times.has(value));
  }, [table]);
  const isKnown = timeColumn === undefined || table.isKnown(timeColumn);
  return (
    <InlineFieldRow>
      <InlineField
        label="Time range"
        labelWidth={14}
        tooltip="Only rows whose time is within the dashboard's time range"
        invalid={!isKnown}
        error={isKnown ? undefined : `${table.name} has no column ${timeColumn}, as far as is known`}
      >
        <NameSelect
          label="Time column"
          value={timeColumn}
          options={options}
          placeholder="any: rows of all times"
          clearable
          onChange={(name) => set({ timeColumn: name || undefined })}
        />
      </InlineField>
    </InlineFieldRow>
  );
}

// `clients is null` asks for rows without a related one, and the other way round.
function withEmbeds(table: TableContext, embeds: TableQuery['embeds']): TableContext {
  if (embeds.length === 0) {
    return table;
  }
  const names = embeds.map(embedName);
  const hint = 'related rows: “is null” finds rows that have none';
  return {
    ...table,
    options: [...table.options, ...names.map((value) => ({ label: value, value, description: hint, hint }))],
    isKnown: (name) => names.includes(name) || table.isKnown(name),
  };
}
