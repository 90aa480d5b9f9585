import React, { useState } from 'react';
import { Button, IconButton, InlineField, InlineFieldRow, Select } from '@grafana/ui';
import { aggregateFunctions, type Aggregate, type AggregateFunction } from '../../query/model';
import { CommitInput } from '../fields/CommitInput';
import { NameSelect } from '../fields/NameSelect';
import { PlaceField } from '../fields/PlaceField';
import { castTypes } from './castTypes';
import { isMeasure, type TableContext } from './TableContext';

interface Props {
  aggregate: Aggregate;
  /** Such as `Figure 1`. */
  label: string;
  isFirst: boolean;
  captionWidth: number;
  table: TableContext;
  onChange: (aggregate: Aggregate) => void;
  onRemove: () => void;
}

/** One figure over the rows of a group. */
export function AggregateRow({ aggregate, label, isFirst, captionWidth, table, onChange, onRemove }: Props) {
  const { column, alias, cast, columnCast } = aggregate;
  // A sum of nothing is no question: the function waits until a column is chosen.
  const [waiting, setWaiting] = useState<AggregateFunction>();
  const [hasCasts, setHasCasts] = useState(cast !== undefined || columnCast !== undefined);
  const chosen = waiting ?? aggregate.function;
  const setFunction = (name: AggregateFunction) => {
    const first = table.info?.columns.find((each) => isMeasure(each, table))?.name;
    if (name !== 'count' && column === undefined && first === undefined) {
      return setWaiting(name);
    }
    setWaiting(undefined);
    onChange({ ...aggregate, function: name, column: name === 'count' ? column : (column ?? first) });
  };
  return (
    <InlineFieldRow>
      <InlineField label={isFirst ? 'Figures' : 'and'} labelWidth={captionWidth}>
        <Select
          aria-label={`${label} function`}
          width={14}
          options={functions}
          value={chosen}
          onChange={({ value }) => value && setFunction(value)}
        />
      </InlineField>
      <PlaceField
        label={label}
        place={{ column: column ?? '', path: aggregate.path }}
        table={table}
        clearable={chosen === 'count'}
        placeholder={chosen === 'count' ? 'rows' : 'Column'}
        autoFocus={waiting !== undefined}
        onChange={(place) => {
          setWaiting(undefined);
          onChange({ ...aggregate, function: chosen, column: place.column || undefined, path: place.path });
        }}
      />
      <InlineField label="as">
        <CommitInput
          label={`${label} shown as`}
          value={alias ?? ''}
          placeholder={chosen}
          width={16}
          onCommit={(text) => onChange({ ...aggregate, alias: text.trim() || undefined })}
        />
      </InlineField>
      {hasCasts ? (
        <>
          <InlineField label="of type" tooltip="The type that the column is turned into before">
            <NameSelect
              label={`${label} column cast`}
              value={columnCast}
              options={castTypes}
              placeholder="as it is"
              width={16}
              clearable
              onChange={(type) => onChange({ ...aggregate, columnCast: type || undefined })}
            />
          </InlineField>
          <InlineField label="Cast" tooltip="The type that the result is turned into">
            <NameSelect
              label={`${label} cast`}
              value={cast}
              options={castTypes}
              placeholder="as it is"
              width={16}
              clearable
              onChange={(type) => onChange({ ...aggregate, cast: type || undefined })}
            />
          </InlineField>
        </>
      ) : (
        <Button
          variant="secondary"
          fill="text"
          aria-label={`${label} casts`}
          aria-expanded={false}
          onClick={() => setHasCasts(true)}
        >
          Cast
        </Button>
      )}
      <IconButton
        name="trash-alt"
        tooltip={`Remove ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
        onClick={onRemove}
      />
    </InlineFieldRow>
  );
}

const functions = aggregateFunctions.map((value) => ({ label: value, value }));
