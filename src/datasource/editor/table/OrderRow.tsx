import React, { useMemo } from 'react';
import { IconButton, InlineField, InlineFieldRow, Select } from '@grafana/ui';
import type { Embed, Order } from '../../query/model';
import { NameSelect } from '../fields/NameSelect';
import { PlaceField } from '../fields/PlaceField';
import { embedName } from './embedName';
import { findRelated } from './relatedTables';
import { toTableContext, type TableContext } from './TableContext';

interface Props {
  order: Order;
  /** Such as `Order 1`. */
  label: string;
  isFirst: boolean;
  captionWidth: number;
  table: TableContext;
  embeds: Embed[];
  /** The columns that rows are grouped by, which alone can sort groups; absent: rows are not grouped. */
  groupedBy?: string[];
  onChange: (order: Order) => void;
  onRemove: () => void;
  isNew: boolean;
}

const directions: Array<{ label: string; value: Order['direction'] }> = [
  { label: 'ascending', value: 'asc' },
  { label: 'descending', value: 'desc' },
];

const nullPlaces = [
  { label: 'nulls as Postgres does', value: '', description: 'Last when ascending, first when descending' },
  { label: 'nulls first', value: 'first' },
  { label: 'nulls last', value: 'last' },
];

/** One column to sort by, the table's own or that of a related row. */
export function OrderRow({
  order,
  label,
  isFirst,
  captionWidth,
  table,
  embeds,
  groupedBy,
  onChange,
  onRemove,
  isNew,
}: Props) {
  const embed = embeds.find((each) => embedName(each) === order.embed);
  const sorted = useMemo(() => orderTable(table, embed, order.embed), [table, embed, order.embed]);
  const isGrouped = order.column === '' || groupedBy === undefined || groupedBy.includes(order.column);
  const tables = embeds.map(embedName).map((value) => ({ label: value, value }));
  return (
    <InlineFieldRow>
      <PlaceField
        label={label}
        caption={isFirst ? 'Order by' : 'then'}
        captionWidth={captionWidth}
        place={order}
        table={sorted}
        problem={isGrouped ? undefined : 'Groups are sorted by what they are grouped by: choose one of these columns'}
        autoFocus={isNew}
        onChange={(place) => onChange({ ...order, ...place })}
      />
      {(embeds.length > 0 || order.embed !== undefined) && (
        <InlineField label="of" tooltip="A column of a related table sorts these rows when each has one such row">
          <NameSelect
            label={`${label} table`}
            value={order.embed}
            options={tables}
            placeholder={table.name || 'the table itself'}
            width={20}
            clearable
            onChange={(name) => onChange({ ...order, embed: name || undefined })}
          />
        </InlineField>
      )}
      <InlineField>
        <Select
          aria-label={`${label} direction`}
          width={16}
          options={directions}
          value={order.direction}
          onChange={({ value }) => value && onChange({ ...order, direction: value })}
        />
      </InlineField>
      <InlineField>
        <Select
          aria-label={`${label} nulls`}
          width={24}
          options={nullPlaces}
          value={order.nulls ?? ''}
          onChange={({ value }) =>
            onChange({ ...order, nulls: value === 'first' || value === 'last' ? value : undefined })
          }
        />
      </InlineField>
      <IconButton
        name="trash-alt"
        tooltip={`Remove ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
        onClick={onRemove}
      />
    </InlineFieldRow>
  );
}

function orderTable(table: TableContext, embed: Embed | undefined, name: string | undefined): TableContext {
  if (name === undefined) {
    return table;
  }
  const related = embed && (findRelated(table.related, embed)?.table ?? embed.relation);
  return toTableContext(table.everything, table.schema, related ?? name);
}
