import React from 'react';
import type { SelectableValue } from '@grafana/data';
import { MultiSelect } from '@grafana/ui';
import { withTyped } from './withTyped';

interface Props {
  label: string;
  values: string[];
  options: Array<SelectableValue<string>>;
  onChange: (values: string[]) => void;
  id?: string;
  placeholder?: string;
  width?: number;
}

/** Chooses several names or values; variables such as `$client` can be typed. */
export function ListSelect({ label, values, options, onChange, id, width = 28, placeholder }: Props) {
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
