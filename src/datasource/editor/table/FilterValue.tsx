import React, { useMemo } from 'react';
import type { SelectableValue } from '@grafana/data';
import { InlineField, Select } from '@grafana/ui';
import type { Filter } from '../../query/model';
import { operators } from '../../query/operators';
import { typeClass } from '../../query/typeClass';
import { dashboardVariables } from '../arguments/dashboardVariables';
import { ListSelect } from '../fields/ListSelect';
import { NameSelect } from '../fields/NameSelect';
import { TextValue } from '../fields/TextValue';
import { RangeValue } from './RangeValue';
import type { TableContext } from './TableContext';
import { toList } from './withOperator';

interface Props {
  filter: Filter;
  label: string;
  table: TableContext;
  onChange: (filter: Filter) => void;
}

/** The value of a filter, in the shape that its operator takes, with what is known of it to choose from. */
export function FilterValue({ filter, label, table, onChange }: Props) {
  const name = `${label} value`;
  const { takes, takesLanguage, hint } = operators[filter.operator];
  const type = table.typeOf(filter);
  const column = table.columnOf(filter.column);
  const values = column?.values ?? column?.elementValues;
  const variables = useMemo(() => dashboardVariables(), []);
  const known = useMemo(() => knownValues(filter.path ? undefined : values, type), [filter.path, values, type]);
  const setValue = (value: Filter['value']) => onChange({ ...filter, value });
  const text = toList(filter.value)[0] ?? '';
  const isRange = type !== undefined && typeClass(type) === 'range';
  if (takes === 'many') {
    return (
      <InlineField>
        <ListSelect
          label={name}
          values={toList(filter.value)}
          options={[...known, ...variables]}
          onChange={setValue}
          placeholder="Values"
          keepsTyped
        />
      </InlineField>
    );
  }
  if (takes === 'word') {
    return <Word name={name} filter={filter} type={type} onChange={setValue} />;
  }
  if (takes === 'range' || (takes === 'json' && isRange)) {
    return <RangeValue label={name} value={text} onChange={setValue} />;
  }
  if (known.length > 0) {
    return (
      <InlineField>
        <NameSelect
          label={name}
          value={text}
          options={[...known, ...variables]}
          placeholder="Value"
          onChange={setValue}
        />
      </InlineField>
    );
  }
  return (
    <>
      <TextValue
        label={name}
        value={text}
        variables={variables}
        placeholder={hint ?? placeholders[typeClass(type ?? '')] ?? 'Value'}
        problem={takes === 'json' ? problemOfJson(text) : undefined}
        onCommit={setValue}
      />
      {takesLanguage && (
        <InlineField label="in" tooltip="The language of the texts, which tells how words are cut to their stems">
          <NameSelect
            label={`${label} language`}
            value={filter.language}
            options={languages}
            placeholder="default language"
            width={20}
            clearable
            onChange={(language) => onChange({ ...filter, language: language || undefined })}
          />
        </InlineField>
      )}
    </>
  );
}

interface WordProps {
  name: string;
  filter: Filter;
  type: string | undefined;
  onChange: (value: string) => void;
}

function Word({ name, filter, type, onChange }: WordProps) {
  const { words = [] } = operators[filter.operator];
  const isBoolean = type === undefined || typeClass(type) === 'boolean' || typeClass(type) === 'other';
  const current = String(filter.value);
  return (
    <InlineField>
      <Select
        aria-label={name}
        width={14}
        options={words
          .filter((word) => isBoolean || word === 'null' || word === current)
          .map((word) => ({ label: word, value: word }))}
        value={current}
        onChange={({ value }) => value && onChange(value)}
      />
    </InlineField>
  );
}

function knownValues(values: string[] | undefined, type: string | undefined): Array<SelectableValue<string>> {
  const isBoolean = type !== undefined && typeClass(type) === 'boolean';
  return (values ?? (isBoolean ? ['true', 'false'] : [])).map((value) => ({ label: value, value }));
}

function problemOfJson(text: string): string | undefined {
  if (text === '' || text.includes('$')) {
    return undefined;
  }
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return 'This is not JSON: write {"key":"value"} or ["value"]';
  }
}

const placeholders: Partial<Record<ReturnType<typeof typeClass>, string>> = {
  time: '2026-01-31, now or yesterday',
  number: 'Number',
};

// Those that every Postgres has; others can be typed.
const languages = (
  'simple arabic danish dutch english finnish french german greek hungarian indonesian irish italian norwegian portuguese ' +
  'romanian russian spanish swedish turkish'
)
  .split(' ')
  .map((value) => ({ label: value, value }));
