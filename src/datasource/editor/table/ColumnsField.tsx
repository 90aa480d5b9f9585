import React, { useState } from 'react';
import { Button, InlineField, InlineFieldRow, useStyles2 } from '@grafana/ui';
import type { SelectedColumn } from '../../query/model';
import { ListSelect } from '../fields/ListSelect';
import { readPlace } from '../fields/place';
import { ColumnDetails } from './ColumnDetails';
import { columnText } from './columnText';
import { named } from './named';
import type { TableContext } from './TableContext';
import { getStyles } from './TableEditor.styles';

interface Props {
  columns: SelectedColumn[];
  /** They are what aggregates are grouped by. */
  isGrouping: boolean;
  /** Empty for the query's own, else such as `Related 1`. */
  part: string;
  table: TableContext;
  onChange: (columns: SelectedColumn[]) => void;
}

/** Which columns are read, in their order; new name, cast and json path of each behind a button. */
export function ColumnsField({ columns, isGrouping, part, table, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const [isOpen, setIsOpen] = useState(false);
  const unknown = columns.map(({ column }) => column).filter((column) => !table.isKnown(column));
  const choose = (texts: string[]) => {
    const before = new Map(columns.map((column) => [columnText(column), column]));
    onChange(texts.map((text) => before.get(text) ?? readPlace(text, table.isKnown)));
  };
  return (
    <>
      <InlineFieldRow>
        <InlineField
          label={isGrouping ? 'Group by' : 'Columns'}
          labelWidth={14}
          grow
          shrink
          invalid={unknown.length > 0}
          error={
            unknown.length > 0 ? `${table.name} has no column ${unknown.join(', ')}, as far as is known` : undefined
          }
        >
          <ListSelect
            label={named(part, 'Columns')}
            values={columns.map(columnText)}
            options={table.options}
            width="full"
            placeholder={isGrouping ? 'Nothing: one figure over all rows' : 'All columns'}
            onChange={choose}
          />
        </InlineField>
        {columns.length > 0 && (
          <Button
            variant="secondary"
            fill="text"
            icon={isOpen ? 'angle-down' : 'angle-right'}
            aria-expanded={isOpen}
            aria-label={named(part, 'Details of columns')}
            onClick={() => setIsOpen(!isOpen)}
          >
            Details
          </Button>
        )}
      </InlineFieldRow>
      {isOpen && columns.length > 0 && (
        <div className={styles.nested}>
          {columns.map((column, index) => (
            <ColumnDetails
              key={`${index} ${column.column}`}
              column={column}
              position={index}
              count={columns.length}
              part={part}
              table={table}
              onChange={(changed) => onChange(columns.with(index, changed))}
              onMove={(to) => onChange(columns.toSpliced(index, 1).toSpliced(to, 0, column))}
              onRemove={() => onChange(columns.toSpliced(index, 1))}
            />
          ))}
        </div>
      )}
    </>
  );
}
