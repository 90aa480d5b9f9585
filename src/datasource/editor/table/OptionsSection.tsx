import React from 'react';
import { InlineField, InlineFieldRow, Select } from '@grafana/ui';
import type { TableQuery } from '../../query/model';
import { CommitInput } from '../fields/CommitInput';
import { LiveFields } from './LiveFields';
import { Section } from './Section';
import { optionsSummary } from './summaries';
import type { TableContext } from './TableContext';

interface Props {
  query: TableQuery;
  table: TableContext;
  set: (change: Partial<TableQuery>) => void;
}

/** What most queries do without: a count of all rows, names of series, keeping up to date. */
export function OptionsSection({ query, table, set }: Props) {
  return (
    <Section title="Options" summary={optionsSummary(query)}>
      <InlineFieldRow>
        <InlineField label="Count" labelWidth={14} tooltip="Asks how many rows there are in all, beyond the limit">
          <Select
            aria-label="Count"
            width={22}
            options={counts}
            value={query.count ?? 'none'}
            onChange={({ value }) => set({ count: isCount(value) ? value : undefined })}
          />
        </InlineField>
        <InlineField
          label="Legend"
          labelWidth={14}
          tooltip="The name of each series, such as {{client}} failed; {{column}} is the column, {{__name}} the usual name"
        >
          <CommitInput
            label="Legend"
            value={query.legend ?? ''}
            placeholder="{{client}}"
            width={28}
            onCommit={(legend) => set({ legend: legend || undefined })}
          />
        </InlineField>
      </InlineFieldRow>
      <LiveFields live={query.live} table={table} onChange={(live) => set({ live })} />
    </Section>
  );
}

type Count = NonNullable<TableQuery['count']>;

const counts: Array<{ label: string; value: Count | 'none'; description: string }> = [
  { label: 'none', value: 'none', description: 'Nothing is counted' },
  {
    label: 'estimated',
    value: 'estimated',
    description: 'Exact while there are few rows, else what the planner thinks',
  },
  { label: 'planned', value: 'planned', description: "The planner's guess, quick on tables of any size" },
  { label: 'exact', value: 'exact', description: 'Counts every row, which takes long on large tables' },
];

function isCount(value: string | undefined): value is Count {
  return value === 'exact' || value === 'planned' || value === 'estimated';
}
