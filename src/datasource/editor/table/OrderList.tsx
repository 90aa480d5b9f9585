import React, { useRef } from 'react';
import { Button, useStyles2 } from '@grafana/ui';
import type { Embed, Order } from '../../query/model';
import { useDraftRows } from '../fields/useDraftRows';
import { captionWidthOf, named } from './named';
import { OrderRow } from './OrderRow';
import type { TableContext } from './TableContext';
import { getStyles } from './TableEditor.styles';

interface Props {
  orders: Order[];
  part: string;
  table: TableContext;
  embeds: Embed[];
  groupedBy?: string[];
  onChange: (orders: Order[]) => void;
}

/** What the rows are sorted by. */
export function OrderList({ orders, part, table, embeds, groupedBy, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const addButton = useRef<HTMLButtonElement>(null);
  const rows = useDraftRows(orders, onChange, ({ column }) => column !== '');
  return (
    <>
      {rows.shown.map((order, index) => (
        <OrderRow
          key={index}
          label={named(part, `Order ${index + 1}`)}
          isFirst={index === 0}
          captionWidth={captionWidthOf(part)}
          order={order}
          table={table}
          embeds={embeds}
          groupedBy={groupedBy}
          isNew={rows.isDraft(index)}
          onChange={(changed) => rows.change(index, changed)}
          onRemove={() => {
            rows.remove(index);
            addButton.current?.focus();
          }}
        />
      ))}
      <Button
        ref={addButton}
        className={styles.add}
        variant="secondary"
        size="sm"
        icon="plus"
        aria-label={named(part, 'Add order')}
        onClick={() => rows.add({ column: '', direction: 'asc' })}
      >
        Add order
      </Button>
    </>
  );
}
