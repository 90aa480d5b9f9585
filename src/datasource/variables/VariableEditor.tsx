import React from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { InlineField, InlineFieldRow } from '@grafana/ui';
import type { ScrapewatchOptions } from '../config/options';
import type { DataSource } from '../DataSource';
import { NameSelect } from '../editor/fields/NameSelect';
import { QueryEditor } from '../editor/QueryEditor';
import { useDiscovery } from '../editor/useDiscovery';
import type { ScrapewatchQuery, VariableQuery } from '../query/model';
import { parseQuery } from '../query/parseQuery';
import { columnOptions } from './columnOptions';
import { FirstValues } from './FirstValues';

export type VariableEditorProps = QueryEditorProps<DataSource, ScrapewatchQuery, ScrapewatchOptions, VariableQuery>;

/** The query of a dashboard variable, which of its columns hold the values and their labels, and the first of them. */
export function VariableEditor({ query, onChange, onRunQuery, ...props }: VariableEditorProps) {
  const { valueField, textField } = query;
  const { datasource } = props;
  const { discovered } = useDiscovery(datasource.discovery);
  const parsed = parseQuery(query);
  const options = parsed.ok ? columnOptions(parsed.query, { discovered, schemas: datasource.settings.schemas }) : [];
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
          <NameSelect
            label="Value column"
            width={28}
            placeholder="first column"
            options={options}
            clearable
            value={valueField}
            onChange={(name) => set({ valueField: name || undefined })}
          />
        </InlineField>
        <InlineField label="Label column" labelWidth={16} tooltip="The column that users see in the list.">
          <NameSelect
            label="Label column"
            width={28}
            placeholder="as the value"
            options={options}
            clearable
            value={textField}
            onChange={(name) => set({ textField: name || undefined })}
          />
        </InlineField>
      </InlineFieldRow>
      <FirstValues datasource={datasource} query={query} range={props.range} />
    </>
  );
}
