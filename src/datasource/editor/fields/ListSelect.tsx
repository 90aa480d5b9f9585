import React, { useMemo, useRef } from 'react';
import type { SelectableValue } from '@grafana/data';
import { MultiSelect } from '@grafana/ui';
import { manyOptions } from './manyOptions';
import { withTyped } from './withTyped';

interface Props {
  label: string;
  values: string[];
  options: Array<SelectableValue<string>>;
  onChange: (values: string[]) => void;
  id?: string;
  placeholder?: string;
  /** `full`: as wide as there is room. */
  width?: number | 'full';
  /** For values, and wherever there is nothing to search: what was typed becomes one when the field is left. */
  keepsTyped?: boolean;
  autoFocus?: boolean;
  invalid?: boolean;
}

/** Chooses several names or values; variables such as `$client` can be typed. */
export function ListSelect({ label, values, options, onChange, id, width = 28, keepsTyped, ...select }: Props) {
  const all = useMemo(() => withTyped(options, values), [options, values]);
  const typed = useRef('');
  const keepTyped = () => {
    const text = typed.current.trim();
    typed.current = '';
    if ((keepsTyped || options.length === 0) && text !== '' && !values.includes(text)) {
      onChange([...values, text]);
    }
  };
  return (
    <MultiSelect
      {...select}
      {...manyOptions(all)}
      aria-label={label}
      inputId={id}
      width={width === 'full' ? undefined : width}
      noOptionsMessage="Type a value and press Enter"
      options={all}
      value={values}
      allowCustomValue
      // On screens that take touches the keyboard would be put out of the field by every choice.
      blurInputOnSelect={false}
      closeMenuOnSelect={false}
      // The list stays open for the next choice, so leaving it must not choose.
      tabSelectsValue={false}
      onInputChange={(text: string, { action }) => {
        if (action === 'input-change' || action === 'set-value') {
          typed.current = text;
        }
      }}
      onBlur={keepTyped}
      onChange={(chosen) => {
        typed.current = '';
        onChange(chosen.flatMap(({ value }) => (value === undefined ? [] : [value])));
      }}
    />
  );
}
