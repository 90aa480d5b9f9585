import React, { useMemo, useState } from 'react';
import type { SelectableValue } from '@grafana/data';
import { Select } from '@grafana/ui';
import { manyOptions } from './manyOptions';
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
  invalid?: boolean;
  autoFocus?: boolean;
  width?: number | 'auto';
}

/** Chooses a name from what was found, or takes any other that is typed, so that a failed discovery is no dead end. */
export function NameSelect({ label, value, options, onChange, id, clearable = false, width = 28, ...select }: Props) {
  const all = useMemo(() => withTyped(options, value ? [value] : []), [options, value]);
  const { round, chose } = useRound(value ?? '');
  return (
    <Select
      {...select}
      {...manyOptions(all)}
      key={round}
      aria-label={label}
      inputId={id}
      width={width}
      options={all}
      value={value || null}
      allowCustomValue
      // On screens that take touches the keyboard would be put out of the field by every choice.
      blurInputOnSelect={false}
      isClearable={clearable}
      noOptionsMessage="Type a name and press Enter"
      onChange={(chosen) => {
        const name = chosen?.value?.trim() ?? '';
        chose(name);
        onChange(name);
      }}
    />
  );
}

/** Grafana's Select goes on showing what was chosen in it when its value is emptied from elsewhere: it is made anew then. */
function useRound(value: string) {
  const [{ round, last }, setState] = useState({ round: 0, last: value });
  if (last !== value) {
    setState({ round: value === '' ? round + 1 : round, last: value });
  }
  return { round, chose: (name: string) => setState({ round, last: name }) };
}
