import React, { useMemo } from 'react';
import { Button, IconButton, InlineField, InlineFieldRow, Select, Tooltip, useStyles2 } from '@grafana/ui';
import type { Filter, Place } from '../../query/model';
import { operators, type FilterOperator } from '../../query/operators';
import { operatorsFor } from '../../query/operatorsFor';
import { PlaceField } from '../fields/PlaceField';
import { FilterValue } from './FilterValue';
import { withOperator } from './withOperator';
import type { TableContext } from './TableContext';
import { getStyles } from './TableEditor.styles';

interface Props {
  filter: Filter;
  /** Such as `Filter 2`; its controls are named after it. */
  label: string;
  /** `Where`, `and`, `or`. */
  caption: string;
  captionWidth: number;
  table: TableContext;
  onChange: (filter: Filter) => void;
  onRemove: () => void;
  /** It was just added: the keyboard goes on in it. */
  isNew: boolean;
}

/** One condition: column, operator, value. */
export function FilterRow({ filter, label, caption, captionWidth, table, onChange, onRemove, isNew }: Props) {
  const styles = useStyles2(getStyles);
  const type = table.typeOf(filter);
  const fitting = useMemo(() => operatorsFor(type), [type]);
  const fits = fitting.includes(filter.operator);
  return (
    <InlineFieldRow>
      <PlaceField
        label={label}
        caption={caption}
        captionWidth={captionWidth}
        place={filter}
        table={table}
        autoFocus={isNew}
        onChange={(place) => onChange(atPlace(filter, place, table))}
      />
      <Tooltip content="Turns the condition round: rows for which it does not hold">
        <Button
          variant={filter.negate ? 'primary' : 'secondary'}
          fill={filter.negate ? 'solid' : 'outline'}
          className={styles.between}
          aria-label={`${label} not`}
          aria-pressed={filter.negate ?? false}
          onClick={() => onChange(turnedRound(filter))}
        >
          not
        </Button>
      </Tooltip>
      <InlineField
        invalid={!fits}
        error={fits ? undefined : `“${operators[filter.operator].label}” does not fit the type ${type}`}
      >
        <Select
          aria-label={`${label} operator`}
          width={22}
          options={(fits ? fitting : [...fitting, filter.operator]).map(toChoice)}
          value={filter.operator}
          onChange={({ value }) => value && onChange(withOperator(filter, value))}
        />
      </InlineField>
      <FilterValue filter={filter} label={label} table={table} onChange={onChange} />
      <IconButton
        name="trash-alt"
        tooltip={`Remove ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
        onClick={onRemove}
      />
    </InlineFieldRow>
  );
}

/** The filter on another column; an operator that does not fit there gives way to the first that does. */
function atPlace(filter: Filter, place: Place, table: TableContext): Filter {
  const moved = { ...filter, ...place };
  const fitting = operatorsFor(table.typeOf(place));
  return fitting.length === 0 || fitting.includes(filter.operator) ? moved : withOperator(moved, fitting[0]);
}

function turnedRound({ negate, ...filter }: Filter): Filter {
  return negate ? filter : { ...filter, negate: true };
}

function toChoice(value: FilterOperator) {
  const { label, hint } = operators[value];
  return { label, value, description: hint };
}
