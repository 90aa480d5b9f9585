import React from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { InlineField, InlineFieldRow } from '@grafana/ui';
import type { ScrapewatchOptions } from '../config/options';
import type { DataSource } from '../DataSource';
import { CommitInput } from '../editor/fields/CommitInput';
import { QueryEditor } from '../editor/QueryEditor';
import type { ScrapewatchQuery, VariableQuery } from '../query/model';

export type VariableEditorProps = QueryEditorProps<DataSource, ScrapewatchQuery, ScrapewatchOptions, VariableQuery>;

/** The query of a dashboard variable, and which of its columns hold the values and their labels. */
export function VariableEditor({ query, onChange, onRunQuery, ...props }: VariableEditorProps) {
  const { valueField, textField } = query;
  const set = (change: Partial<Pick<VariableQuery, 'valueField' | 'textField'>>) => {
    onChange({ ...query, ...change });
    onRunQuery();
  };
  return (
    <>
      <QueryEditor
        {...props}
        query={query}
        onRunQuery={onRunQuery}
        onChange={(changed) => onChange({ ...changed, valueField, textField })}
      />
      <InlineFieldRow>
        <InlineField label="Value column" labelWidth={16} tooltip="The column whose values the variable takes.">
          <CommitInput
            label="Value column"
            width={24}
            placeholder="first column"
            value={valueField ?? ''}
            onCommit={(name) => set({ valueField: name || undefined })}
          />
        </InlineField>
        <InlineField label="Label column" labelWidth={16} tooltip="The column that users see in the list.">
          <CommitInput
            label="Label column"
            width={24}
            placeholder="as the value"
            value={textField ?? ''}
            onCommit={(name) => set({ textField: name || undefined })}
          />
        </InlineField>
      </InlineFieldRow>
    </>
  );
}
