import React from 'react';
import type { Field, StandardEditorProps } from '@grafana/data';
import { MultiSelect } from '@grafana/ui';
import { nameOf } from './resolveFields';

interface Settings {
  filter?: (field: Field) => boolean;
  placeholder?: string;
}

/** A panel option that holds several fields by name, in the order in which they were picked. */
export function FieldsEditor({ value, onChange, context, item }: StandardEditorProps<string[], Settings>) {
  const filter = item.settings?.filter ?? (() => true);
  const names = new Map<string, string>();
  for (const frame of context.data) {
    for (const field of frame.fields.filter(filter)) {
      names.set(field.name, nameOf(field, frame, context.data));
    }
  }
  // A chosen field that the data no longer has stays visible, so that it can be taken away.
  for (const name of value ?? []) {
    names.set(name, names.get(name) ?? `${name} (not in the data)`);
  }
  return (
    <MultiSelect
      aria-label={item.name}
      placeholder={item.settings?.placeholder ?? 'Choose fields'}
      options={[...names].map(([name, label]) => ({ value: name, label }))}
      value={value ?? []}
      onChange={(picked) => onChange(picked.flatMap((option) => (option.value ? [option.value] : [])))}
    />
  );
}
