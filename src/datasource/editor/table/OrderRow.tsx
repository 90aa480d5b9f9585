import React from 'react';
import type { SelectableValue } from '@grafana/data';
import { IconButton, InlineField, InlineFieldRow, Select } from '@grafana/ui';
import type { Order } from '../../query/model';
import { NameSelect } from '../fields/NameSelect';

interface Props {
  order: Order;
  /** From 1, for labels. */
  number: number;
  columns: Array<SelectableValue<string>>;
  onChange: (order: Order) => void;
  onRemove: () => void;
}

const directions: Array<{ label: string; value: Order['direction'] }> = [
  { label: 'ascending', value: 'asc' },
  { label: 'descending', value: 'desc' },
];

const nullPlaces = [
  { label: 'nulls as Postgres does', value: '' },
  { label: 'nulls first', value: 'first' },
  { label: 'nulls last', value: 'last' },
];

/** One column to sort by. */
export function OrderRow({ order, number, columns, onChange, onRemove }: Props) {
  const { column, direction, nulls } = order;
  return (
    <InlineFieldRow>
      <InlineField label={number === 1 ? 'Order by' : 'then'} labelWidth={14}>
        <NameSelect
          label={`Order ${number} column`}
          value={column}
          options={columns}
          placeholder="Column"
          onChange={(chosen) => onChange({ ...order, column: chosen })}
        />
      </InlineField>
      <InlineField>
        <Select
          aria-label={`Order ${number} direction`}
          width={18}
          options={directions}
          value={direction}
          onChange={({ value }) => value && onChange({ ...order, direction: value })}
        />
      </InlineField>
      <InlineField>
        <Select
          aria-label={`Order ${number} nulls`}
          width={24}
          options={nullPlaces}
          value={nulls ?? ''}
          onChange={({ value }) =>
            onChange({ column, direction, ...(value === 'first' || value === 'last' ? { nulls: value } : {}) })
          }
        />
      </InlineField>
      <IconButton
        name="trash-alt"
        aria-label={`Remove order ${number}`}
        tooltip="Remove this order"
        onClick={onRemove}
      />
    </InlineFieldRow>
  );
}
