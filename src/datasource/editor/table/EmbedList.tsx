import React, { useRef } from 'react';
import { Button } from '@grafana/ui';
import type { Embed } from '../../query/model';
import { useDraftRows } from '../fields/useDraftRows';
import { EmbedBox } from './EmbedBox';
import { named } from './named';
import type { TableContext } from './TableContext';

interface Props {
  embeds: Embed[];
  /** Empty for the query's own, else such as `Related 1`. */
  part: string;
  table: TableContext;
  onChange: (embeds: Embed[]) => void;
}

/** The related tables whose rows come along. */
export function EmbedList({ embeds, part, table, onChange }: Props) {
  const addButton = useRef<HTMLButtonElement>(null);
  const rows = useDraftRows(embeds, onChange, ({ relation }) => relation !== '');
  return (
    <>
      {rows.shown.map((embed, index) => (
        <EmbedBox
          key={index}
          embed={embed}
          part={part === '' ? `Related ${index + 1}` : `${part}.${index + 1}`}
          table={table}
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
        variant="secondary"
        size="sm"
        icon="plus"
        aria-label={named(part, 'Add related table')}
        onClick={() => rows.add(newEmbed)}
      >
        Add related table
      </Button>
    </>
  );
}

const newEmbed: Embed = {
  relation: '',
  join: 'left',
  columns: [],
  aggregates: [],
  filters: [],
  order: [],
  embeds: [],
};
