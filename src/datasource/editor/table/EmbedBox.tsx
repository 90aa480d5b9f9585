import React, { useMemo } from 'react';
import { IconButton, InlineField, InlineFieldRow, InlineSwitch, Select, useStyles2 } from '@grafana/ui';
import type { Embed } from '../../query/model';
import { CommitInput } from '../fields/CommitInput';
import { AggregateList } from './AggregateList';
import { ColumnsField } from './ColumnsField';
import { EmbedList } from './EmbedList';
import { FilterList } from './FilterList';
import { LimitField } from './LimitField';
import { OrderList } from './OrderList';
import { RelationField } from './RelationField';
import { findRelated } from './relatedTables';
import { Section } from './Section';
import { countFilters, embedsSummary, orderSummary } from './summaries';
import { useTableContext, type TableContext } from './TableContext';
import { getStyles } from './TableEditor.styles';

interface Props {
  embed: Embed;
  /** Such as `Related 1`; its controls are named after it. */
  part: string;
  /** The table that it is related to. */
  table: TableContext;
  onChange: (embed: Embed) => void;
  onRemove: () => void;
  isNew: boolean;
}

/** One related table: along which key, which of its columns and rows. */
export function EmbedBox({ embed, part, table, onChange, onRemove, isNew }: Props) {
  const styles = useStyles2(getStyles);
  const related = useMemo(() => findRelated(table.related, embed), [table, embed]);
  const own = useTableContext(table.everything, table.schema, related?.table ?? embed.relation);
  const set = (change: Partial<Embed>) => onChange({ ...embed, ...change });
  const filters = countFilters(embed.filters);
  return (
    <div role="group" aria-label={part} className={styles.box}>
      <InlineFieldRow>
        <RelationField embed={embed} part={part} related={table.related} autoFocus={isNew} onChange={onChange} />
        <InlineField label="Unmatched" tooltip="Whether rows of the table stay that have no related row">
          <Select
            aria-label={`${part} join`}
            width={24}
            options={joins}
            value={embed.join}
            onChange={({ value }) => value && set({ join: value })}
          />
        </InlineField>
        <InlineField label="As" tooltip="What it is called in the answer">
          <CommitInput
            label={`${part} shown as`}
            value={embed.alias ?? ''}
            placeholder="same name"
            width={16}
            onCommit={(alias) => set({ alias: alias.trim() || undefined })}
          />
        </InlineField>
        <InlineField label="Spread" tooltip="Its columns stand beside those of the table, instead of in an object">
          <InlineSwitch
            aria-label={`${part} spread`}
            label={`${part} spread`}
            value={embed.spread ?? false}
            onChange={(event) => set({ spread: event.currentTarget.checked || undefined })}
          />
        </InlineField>
        <IconButton name="trash-alt" tooltip={`Remove ${part.toLowerCase()}`} onClick={onRemove} />
      </InlineFieldRow>
      {!isNew && (
        <>
          <ColumnsField
            columns={embed.columns}
            isGrouping={embed.aggregates.length > 0}
            part={part}
            table={own}
            onChange={(columns) => set({ columns })}
          />
          <Section
            title="Filters"
            label={`${part} filters`}
            summary={filters === 0 ? 'none' : String(filters)}
            startsOpen={filters > 0}
          >
            <FilterList nodes={embed.filters} part={part} table={own} onChange={(nodes) => set({ filters: nodes })} />
          </Section>
          <Section
            title="Figures"
            label={`${part} figures`}
            summary={embed.aggregates.length === 0 ? 'none' : String(embed.aggregates.length)}
          >
            <AggregateList
              aggregates={embed.aggregates}
              part={part}
              table={own}
              onChange={(aggregates) => set({ aggregates })}
            />
          </Section>
          <Section title="Order and limit" label={`${part} order and limit`} summary={orderSummary(embed)}>
            <OrderList
              orders={embed.order}
              part={part}
              table={own}
              embeds={embed.embeds}
              onChange={(order) => set({ order })}
            />
            <InlineFieldRow>
              <LimitField part={part} limit={embed.limit} placeholder="all" onChange={(limit) => set({ limit })} />
            </InlineFieldRow>
          </Section>
          <Section title="Related tables" label={`${part} related tables`} summary={embedsSummary(embed.embeds)}>
            <EmbedList embeds={embed.embeds} part={part} table={own} onChange={(embeds) => set({ embeds })} />
          </Section>
        </>
      )}
    </div>
  );
}

const joins: Array<{ label: string; value: Embed['join']; description: string }> = [
  { label: 'stay (left)', value: 'left', description: 'Every row, with or without a related one' },
  {
    label: 'are left out (inner)',
    value: 'inner',
    description: 'Only rows that have a related one that passes the filters',
  },
];
