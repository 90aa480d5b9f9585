import React from 'react';
import { InlineField, InlineFieldRow, Select, useStyles2 } from '@grafana/ui';
import type { TableQuery } from '../../query/model';
import { NameSelect } from '../fields/NameSelect';
import { AggregateList } from './AggregateList';
import { chooseFigures } from './chooseTable';
import { Section } from './Section';
import { groupSentence, groupSummary } from './summaries';
import { timeColumns, type TableContext } from './TableContext';
import { getStyles } from './TableEditor.styles';

interface Props {
  query: TableQuery;
  table: TableContext;
  set: (change: Partial<TableQuery>) => void;
}

/** Figures instead of rows: what is summed up, by which columns and by which stretch of time. */
export function GroupSection({ query, table, set }: Props) {
  const styles = useStyles2(getStyles);
  const { aggregates, bucket, timeColumn, aggregateIn } = query;
  const setEvery = (every: string) =>
    set({
      bucket: every === '' ? undefined : { ...bucket, every },
      timeColumn: timeColumn ?? (every === '' ? undefined : timeColumns(table)[0]?.name),
      ...(every !== '' && aggregates.length === 0 ? chooseFigures(query, [{ function: 'count' }], table) : {}),
    });
  return (
    <Section title="Group" summary={groupSummary(query)}>
      <AggregateList
        aggregates={aggregates}
        part=""
        table={table}
        onChange={(changed) => set(chooseFigures(query, changed, table))}
      />
      <InlineFieldRow>
        <InlineField
          label="Bucket"
          labelWidth={14}
          tooltip="Sums the rows up by stretches of the time column; days and longer follow the dashboard's time zone"
          invalid={bucket !== undefined && timeColumn === undefined}
          error={bucket !== undefined && timeColumn === undefined ? 'Choose a time column first' : undefined}
        >
          <NameSelect
            label="Time bucket"
            value={bucket?.every}
            options={lengths}
            placeholder="none"
            width={22}
            clearable
            onChange={setEvery}
          />
        </InlineField>
        {bucket && (
          <InlineField label="Empty buckets">
            <Select
              aria-label="Empty buckets"
              width={22}
              options={fills}
              value={bucket.fill ?? ''}
              onChange={({ value }) =>
                set({
                  bucket: { every: bucket.every, ...(value === 'null' || value === 'zero' ? { fill: value } : {}) },
                })
              }
            />
          </InlineField>
        )}
        {aggregates.length > 0 && !bucket && (
          <InlineField
            label="Computed"
            tooltip="In the browser, the rows are read first: for servers that have aggregates off"
          >
            <Select
              aria-label="Computed"
              width={22}
              options={places}
              value={aggregateIn ?? 'server'}
              onChange={({ value }) => set({ aggregateIn: value === 'browser' ? value : undefined })}
            />
          </InlineField>
        )}
      </InlineFieldRow>
      <p className={styles.note}>{groupSentence(query)}</p>
    </Section>
  );
}

const lengths = [
  { label: 'auto', value: 'auto', description: 'As fine as the panel is wide' },
  { label: '1m', value: '1m', description: 'minute' },
  { label: '5m', value: '5m', description: '5 minutes' },
  { label: '15m', value: '15m', description: '15 minutes' },
  { label: '1h', value: '1h', description: 'hour' },
  { label: '6h', value: '6h', description: '6 hours' },
  { label: '1d', value: '1d', description: 'day' },
  { label: '1w', value: '1w', description: 'week' },
  { label: '1M', value: '1M', description: 'month' },
  { label: '1y', value: '1y', description: 'year' },
];

const fills = [
  { label: 'are left out', value: '' },
  { label: 'count as 0', value: 'zero' },
  { label: 'are empty (null)', value: 'null' },
];

const places = [
  { label: 'by the server', value: 'server' },
  { label: 'in the browser', value: 'browser' },
];
