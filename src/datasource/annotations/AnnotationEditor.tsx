import React from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { InlineField, InlineFieldRow, Select } from '@grafana/ui';
import type { ScrapewatchOptions } from '../config/options';
import type { DataSource } from '../DataSource';
import { ListSelect } from '../editor/fields/ListSelect';
import { NameSelect } from '../editor/fields/NameSelect';
import { QueryEditor } from '../editor/QueryEditor';
import { useDiscovery } from '../editor/useDiscovery';
import type { ScrapewatchQuery } from '../query/model';
import { parseQuery } from '../query/parseQuery';
import { columnOptions } from '../variables/columnOptions';
import { parseAnnotationColumns, type AnnotationColumns, type AnnotationQuery } from './AnnotationColumns';
import { annotationQuery } from './defaultAnnotation';
import { readyMade } from './readyMade';

export type AnnotationEditorProps = QueryEditorProps<DataSource, ScrapewatchQuery, ScrapewatchOptions>;

const parts = [
  { part: 'time', label: 'Time', hint: 'When the event was, or began. Without a choice: the first time.' },
  { part: 'timeEnd', label: 'End', hint: 'Makes a region of the event. An empty end is the end of the time range.' },
  { part: 'title', label: 'Title', hint: 'The first line of the event.' },
  { part: 'text', label: 'Text', hint: 'What is written below the title.' },
  { part: 'id', label: 'Id', hint: 'Tells events apart.' },
] as const;

/** The query of an annotation, and which of its columns make an event; ready-made ones fill both in. */
export function AnnotationEditor({ query: saved, onChange, onRunQuery, ...props }: AnnotationEditorProps) {
  const query = annotationQuery(saved);
  const columns = parseAnnotationColumns(query) ?? {};
  const { discovered } = useDiscovery(props.datasource.discovery);
  const parsed = parseQuery(query);
  const known = { discovered, schemas: props.datasource.settings.schemas, data: props.data };
  const options = parsed.ok
    ? columnOptions(parsed.query, known).filter(({ value }) => !eventNames.has(value ?? ''))
    : [];
  const change = (changed: AnnotationQuery) => onChange(changed);
  const set = (more: AnnotationColumns) => {
    change({ ...query, annotation: { ...columns, ...more } });
    onRunQuery();
  };
  return (
    <>
      <InlineFieldRow>
        <InlineField
          label="Ready-made"
          labelWidth={14}
          tooltip="Fills in the query and its columns; change them as you like."
        >
          <Select
            aria-label="Ready-made annotation"
            width={40}
            placeholder="Choose what to show"
            options={readyMade.map(({ id, label, description }) => ({ value: id, label, description }))}
            value={null}
            onChange={({ value }) => {
              const chosen = readyMade.find(({ id }) => id === value);
              if (chosen) {
                change({ ...chosen.query, refId: query.refId, datasource: query.datasource });
                onRunQuery();
              }
            }}
          />
        </InlineField>
      </InlineFieldRow>
      <QueryEditor
        {...props}
        query={query}
        onRunQuery={onRunQuery}
        onChange={(changed) => change({ ...changed, annotation: columns })}
      />
      <InlineFieldRow>
        {parts.map(({ part, label, hint }) => (
          <InlineField key={part} label={label} labelWidth={14} tooltip={hint}>
            <NameSelect
              label={`${label} column`}
              width={24}
              placeholder="by its name"
              options={options}
              clearable
              value={columns[part]}
              onChange={(name) => set({ [part]: name || undefined })}
            />
          </InlineField>
        ))}
        <InlineField
          label="Tags"
          labelWidth={14}
          tooltip="Each value becomes a tag by which annotations can be told apart."
        >
          <ListSelect
            label="Tag columns"
            width={24}
            placeholder="by their names"
            options={options}
            values={columns.tags ?? []}
            onChange={(tags) => set({ tags: tags.length > 0 ? tags : undefined })}
          />
        </InlineField>
      </InlineFieldRow>
    </>
  );
}

/** Fields that an answer has because it was made into events; they are no columns. */
const eventNames = new Set(['time', 'timeEnd', 'title', 'text', 'tags', 'id']);
