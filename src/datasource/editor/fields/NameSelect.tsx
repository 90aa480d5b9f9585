import React from 'react';
import type { SelectableValue } from '@grafana/data';
import { Select } from '@grafana/ui';
import { withTyped } from './withTyped';

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
