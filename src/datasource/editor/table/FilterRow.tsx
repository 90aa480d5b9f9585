import React from 'react';
import type { SelectableValue } from '@grafana/data';
import { IconButton, InlineField, InlineFieldRow, Select } from '@grafana/ui';
import type { Filter } from '../../query/model';
import { isFilterOperator, operators } from '../../query/operators';
import { CommitInput } from '../fields/CommitInput';
import { ListSelect } from '../fields/ListSelect';
import { NameSelect } from '../fields/NameSelect';

interface Props {
  filter: Filter;
  /** From 1, for labels. */
  number: number;
  columns: Array<SelectableValue<string>>;
  onChange: (filter: Filter) => void;
  onRemove: () => void;
}

const choices = Object.entries(operators).flatMap(([value, { label, hint }]) => [
  { label, value, description: hint },
  { label: `not: ${label}`, value: `not.${value}`, description: hint },
]);

/** One condition: column, operator, value. */
export function FilterRow({ filter, number, columns, onChange, onRemove }: Props) {
  const chosen = `${filter.negate ? 'not.' : ''}${filter.operator}`;
  return (
    <InlineFieldRow>
      <InlineField label={number === 1 ? 'Where' : 'and'} labelWidth={14}>
        <NameSelect
          label={`Filter ${number} column`}
          value={filter.column}
          options={columns}
          placeholder="Column"
          onChange={(column) => onChange({ ...filter, column })}
        />
      </InlineField>
      <InlineField>
        <Select
          aria-label={`Filter ${number} operator`}
          width={22}
          options={choices}
          value={chosen}
          onChange={({ value }) => value && onChange(withOperator(filter, value))}
        />
      </InlineField>
      <InlineField>
        <FilterValue filter={filter} number={number} onChange={onChange} />
      </InlineField>
      <IconButton
        name="trash-alt"
        aria-label={`Remove filter ${number}`}
        tooltip="Remove this filter"
        onClick={onRemove}
      />
    </InlineFieldRow>
  );
}

function FilterValue({ filter, number, onChange }: Pick<Props, 'filter' | 'number' | 'onChange'>) {
  const { takes, words = [], hint } = operators[filter.operator];
  const label = `Filter ${number} value`;
  const setValue = (value: Filter['value']) => onChange({ ...filter, value });
  if (takes === 'many') {
    return (
      <ListSelect label={label} values={toList(filter.value)} options={[]} onChange={setValue} placeholder="Values" />
    );
  }
  if (takes === 'word') {
    return (
      <Select
        aria-label={label}
        width={12}
        options={words.map((word) => ({ label: word, value: word }))}
        value={String(filter.value)}
        onChange={({ value }) => value && setValue(value)}
      />
    );
  }
  return (
    <CommitInput
      label={label}
      value={String(filter.value)}
      onCommit={setValue}
      placeholder={hint ?? 'Value'}
      width={28}
    />
  );
}

/** The filter with another operator; its value is kept as far as the operator takes it. */
export function withOperator({ negate: _, value, ...place }: Filter, choice: string): Filter {
  const negate = choice.startsWith('not.');
  const operator = negate ? choice.slice('not.'.length) : choice;
  if (!isFilterOperator(operator)) {
    throw new RangeError(`no operator ${operator}`);
  }
  const { takes, words = [] } = operators[operator];
  const list = toList(value);
  const kept = takes === 'many' ? list : (list[0] ?? '');
  return {
    ...place,
    operator,
    value: takes === 'word' && !words.includes(String(kept)) ? words[0] : kept,
    ...(negate ? { negate } : {}),
  };
}

function toList(value: Filter['value']): string[] {
  return [value].flat().filter((each) => each !== '');
}
