import {
  VariableOrigin,
  type DataLink,
  type StandardEditorProps,
  type ValueMapping,
  type VariableSuggestion,
} from '@grafana/data';
import { DataLinksInlineEditor, FieldValidationMessage, TextArea } from '@grafana/ui';
import React, { useState } from 'react';

const suggestions: VariableSuggestion[] = [
  { value: '__value.raw', label: 'Raw value', origin: VariableOrigin.Value },
  { value: '__value.text', label: 'Formatted value', origin: VariableOrigin.Value },
  { value: '__url_time_range', label: 'Time range', origin: VariableOrigin.BuiltIn },
];

export function DataLinksEditor({ value, onChange, context }: StandardEditorProps<DataLink[]>) {
  return (
    <DataLinksInlineEditor
      links={value ?? []}
      onChange={onChange}
      data={context.data}
      getSuggestions={() => suggestions}
    />
  );
}

/** Grafana edits mappings in a dialog of its own that is not on npm; here they are edited as the JSON they are saved as. */
export function MappingsEditor(props: StandardEditorProps<ValueMapping[]>) {
  return <JsonEditor {...props} />;
}

function JsonEditor<T>({ id, value, onChange }: StandardEditorProps<T[]>) {
  const [error, setError] = useState<string>();
  const commit = (text: string) => {
    try {
      const parsed: unknown = JSON.parse(text);
      if (!Array.isArray(parsed)) {
        throw new Error('A list [ … ] is expected');
      }
      setError(undefined);
      onChange(parsed as T[]);
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    }
  };
  return (
    <>
      <TextArea
        id={id}
        rows={4}
        invalid={Boolean(error)}
        defaultValue={JSON.stringify(value ?? [], null, 2)}
        onBlur={({ currentTarget }) => commit(currentTarget.value)}
      />
      {error && <FieldValidationMessage>{error}</FieldValidationMessage>}
    </>
  );
}
