import React from 'react';
import type { SelectableValue } from '@grafana/data';
import { MultiSelect, Select } from '@grafana/ui';

interface Props {
  label: string;
  value: string | undefined;
  options: Array<SelectableValue<string>>;
  onChange: (value: string) => void;
  id?: string;
  placeholder?: string;
  clearable?: boolean;
  isLoading?: boolean;
  width?: number;
}

/** Chooses a name from what was found, or takes any other that is typed, so that a failed discovery is no dead end. */
export function NameSelect({ label, value, options, onChange, id, clearable = false, width = 28, ...select }: Props) {
  return (
    <Select
      {...select}
      aria-label={label}
      inputId={id}
      width={width}
      options={withTyped(options, value ? [value] : [])}
      value={value || null}
      allowCustomValue
      isClearable={clearable}
      onChange={(chosen) => onChange(chosen?.value ?? '')}
    />
  );
}

interface ListProps {
  label: string;
  values: string[];
  options: Array<SelectableValue<string>>;
  onChange: (values: string[]) => void;
  id?: string;
  placeholder?: string;
  width?: number;
}

/** The same for several names or values; variables such as `$client` can be typed. */
export function ListSelect({ label, values, options, onChange, id, width = 28, placeholder }: ListProps) {
  return (
    <MultiSelect
      aria-label={label}
      inputId={id}
      width={width}
      placeholder={placeholder}
      noOptionsMessage="Type a value and press Enter"
      options={withTyped(options, values)}
      value={values}
      allowCustomValue
      onChange={(chosen) => onChange(chosen.flatMap(({ value }) => (value === undefined ? [] : [value])))}
    />
  );
}

function withTyped(options: Array<SelectableValue<string>>, typed: string[]): Array<SelectableValue<string>> {
  const known = new Set(options.map((option) => option.value));
  return [...options, ...typed.filter((value) => !known.has(value)).map((value) => ({ label: value, value }))];
}
