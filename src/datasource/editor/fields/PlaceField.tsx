import React from 'react';
import { InlineField } from '@grafana/ui';
import { typeClass } from '../../query/typeClass';
import type { Place } from '../../query/model';
import type { TableContext } from '../table/TableContext';
import { CommitInput } from './CommitInput';
import { NameSelect } from './NameSelect';
import { pathLabel, readPath, readPlace } from './place';

interface Props {
  /** Such as `Filter 1`: its fields are called `Filter 1 column` and `Filter 1 json path`. */
  label: string;
  /** The text before it; absent: nothing. */
  caption?: string;
  captionWidth?: number;
  place: Place;
  table: TableContext;
  /** What is wrong with the column, beside that nobody knows it. */
  problem?: string;
  onChange: (place: Place) => void;
  autoFocus?: boolean;
  clearable?: boolean;
  placeholder?: string;
}

/** A column, and for one that holds json the way to a value inside it. A name that was not found stays, marked. */
export function PlaceField({ label, caption, captionWidth = 14, place, table, problem, onChange, ...select }: Props) {
  const { column } = place;
  const isKnown = column === '' || table.isKnown(column);
  const fault = isKnown ? problem : `${table.name} has no column ${column}, as far as is known`;
  const type = typeClass(table.columnOf(column)?.type ?? '');
  const hasPath = place.path !== undefined || type === 'json' || type === 'jsonb';
  // Named even when they are absent: what is spread over the old place must take its path away.
  const put = ({ path, asJson, ...rest }: Place) => onChange({ ...rest, path, asJson });
  return (
    <>
      <InlineField
        label={caption}
        labelWidth={caption === undefined ? undefined : captionWidth}
        invalid={fault !== undefined}
        error={fault}
      >
        <NameSelect
          {...select}
          label={`${label} column`}
          value={column}
          options={table.options}
          placeholder={select.placeholder ?? 'Column'}
          onChange={(typed) => put(readPlace(typed, table.isKnown))}
        />
      </InlineField>
      {hasPath && (
        <InlineField tooltip="Leads into the json value: ->key, ->0, and ->> for text at its end">
          <CommitInput
            label={`${label} json path`}
            value={pathLabel(place)}
            placeholder="->>key"
            width={18}
            onCommit={(typed) => put({ column, ...readPath(typed) })}
          />
        </InlineField>
      )}
    </>
  );
}
