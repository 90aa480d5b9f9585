import React, { useRef } from 'react';
import { Button, useStyles2 } from '@grafana/ui';
import type { Aggregate } from '../../query/model';
import { AggregateRow } from './AggregateRow';
import { captionWidthOf, named } from './named';
import type { TableContext } from './TableContext';
import { getStyles } from './TableEditor.styles';

interface Props {
  aggregates: Aggregate[];
  part: string;
  table: TableContext;
  onChange: (aggregates: Aggregate[]) => void;
}

/** The figures over the rows of a group. */
export function AggregateList({ aggregates, part, table, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const addButton = useRef<HTMLButtonElement>(null);
  return (
    <>
      {aggregates.map((aggregate, index) => (
        <AggregateRow
          key={index}
          label={named(part, `Figure ${index + 1}`)}
          isFirst={index === 0}
          captionWidth={captionWidthOf(part)}
          aggregate={aggregate}
          table={table}
          onChange={(changed) => onChange(aggregates.with(index, changed))}
          onRemove={() => {
            onChange(aggregates.toSpliced(index, 1));
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
        aria-label={named(part, 'Add figure')}
        onClick={() => onChange([...aggregates, { function: 'count' }])}
      >
        Add figure
      </Button>
    </>
  );
}
