import type {
  NumberFieldConfigSettings,
  SliderFieldConfigSettings,
  StandardEditorProps,
  StringFieldConfigSettings,
} from '@grafana/data';
import { Input, Slider, Switch, TagsInput, TextArea } from '@grafana/ui';
import React from 'react';

/** Commits when the field is left or Enter is pressed: a query or a redraw per keystroke helps nobody. */
export function TextEditor({ id, value, onChange, item }: StandardEditorProps<string, StringFieldConfigSettings>) {
  const { placeholder, useTextarea, rows = 5 } = item.settings ?? {};
  const commit = (text: string) => onChange(text === '' ? undefined : text);
  if (useTextarea) {
    return (
      <TextArea
        id={id}
        key={value}
        defaultValue={value ?? ''}
        placeholder={placeholder}
        rows={rows}
        onBlur={({ currentTarget }) => commit(currentTarget.value)}
      />
    );
  }
  return (
    <Input
      id={id}
      key={value}
      defaultValue={value ?? ''}
      placeholder={placeholder}
      onBlur={({ currentTarget }) => commit(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && commit(currentTarget.value)}
    />
  );
}

export function NumberEditor({ id, value, onChange, item }: StandardEditorProps<number, NumberFieldConfigSettings>) {
  const { placeholder, min, max, step, integer } = item.settings ?? {};
  const commit = (text: string) => {
    const number = integer ? Number.parseInt(text, 10) : Number.parseFloat(text);
    onChange(Number.isNaN(number) ? undefined : number);
  };
  return (
    <Input
      id={id}
      key={value}
      type="number"
      defaultValue={value ?? ''}
      placeholder={placeholder}
      min={min}
      max={max}
      step={step}
      onBlur={({ currentTarget }) => commit(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && commit(currentTarget.value)}
    />
  );
}

export function SliderEditor({ id, value, onChange, item }: StandardEditorProps<number, SliderFieldConfigSettings>) {
  const { min = 0, max = 100, step } = item.settings ?? {};
  return <Slider inputId={id} value={value ?? min} min={min} max={max} step={step} onAfterChange={onChange} included />;
}

export function BooleanEditor({ id, value, onChange }: StandardEditorProps<boolean>) {
  return <Switch id={id} value={Boolean(value)} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />;
}

export function StringsEditor({ id, value, onChange }: StandardEditorProps<string[]>) {
  return <TagsInput id={id} tags={value ?? []} onChange={onChange} />;
}
