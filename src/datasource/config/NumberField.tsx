import React from 'react';
import { Field, Input } from '@grafana/ui';

interface Props {
  label: string;
  description: string;
  placeholder: number;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

/** A whole number from 1; empty stands for the default, which the placeholder shows. */
export function NumberField({ label, description, placeholder, value, onChange }: Props) {
  const id = `scrapewatch-${label.toLowerCase().replace(/ /g, '-')}`;
  return (
    <Field label={label} description={description} htmlFor={id}>
      <Input
        id={id}
        type="number"
        min={1}
        placeholder={placeholder.toLocaleString('en')}
        value={value ?? ''}
        onChange={(event) => {
          const typed = event.currentTarget.valueAsNumber;
          onChange(Number.isFinite(typed) && typed >= 1 ? Math.floor(typed) : undefined);
        }}
      />
    </Field>
  );
}
