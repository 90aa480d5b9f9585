import React from 'react';
import { IconButton, InlineField, InlineFieldRow } from '@grafana/ui';
import type { SelectedColumn } from '../../query/model';
import { CommitInput } from '../fields/CommitInput';
import { NameSelect } from '../fields/NameSelect';
import { pathLabel, readPath } from '../fields/place';
import { typeClass } from '../../query/typeClass';
import { castTypes } from './castTypes';
import { named } from './named';
import type { TableContext } from './TableContext';

interface Props {
  column: SelectedColumn;
  /** From 0. */
  position: number;
  count: number;
  part: string;
  table: TableContext;
  onChange: (column: SelectedColumn) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** One column that is read: its way into json, another name, another type, its position. */
export function ColumnDetails({ column, position, count, part, table, onChange, onMove, onRemove }: Props) {
  const label = named(part, `Column ${column.column}`);
  const type = typeClass(table.columnOf(column.column)?.type ?? 'json');
  const hasPath = column.path !== undefined || type === 'json' || type === 'jsonb';
  const { path, asJson, ...bare } = column;
  return (
    <InlineFieldRow>
      <InlineField label={column.column} labelWidth={20}>
        <CommitInput
          label={`${label} shown as`}
          value={column.alias ?? ''}
          placeholder="same name"
          width={20}
          onCommit={(alias) => onChange({ ...column, alias: alias.trim() || undefined })}
        />
      </InlineField>
      {hasPath && (
        <InlineField label="JSON path" tooltip="Leads into the json value: ->key, ->0, and ->> for text at its end">
          <CommitInput
            label={`${label} json path`}
            value={pathLabel(column)}
            placeholder="->>key"
            width={18}
            onCommit={(typed) => onChange({ ...bare, ...readPath(typed) })}
          />
        </InlineField>
      )}
      <InlineField label="Cast" tooltip="Turns the value into another type">
        <NameSelect
          label={`${label} cast`}
          value={column.cast}
          options={castTypes}
          placeholder="as it is"
          width={18}
          clearable
          onChange={(cast) => onChange({ ...column, cast: cast || undefined })}
        />
      </InlineField>
      <IconButton
        name="arrow-up"
        tooltip={`${label} earlier`}
        disabled={position === 0}
        onClick={() => onMove(position - 1)}
      />
      <IconButton
        name="arrow-down"
        tooltip={`${label} later`}
        disabled={position === count - 1}
        onClick={() => onMove(position + 1)}
      />
      <IconButton name="trash-alt" tooltip={`Remove ${label}`} onClick={onRemove} />
    </InlineFieldRow>
  );
}
