import React, { useId, useState } from 'react';
import { InlineField, InlineFieldRow, InlineLabel, useStyles2 } from '@grafana/ui';
import type { PostgrestQuery } from '../../query/model';
import { completeRaw } from '../../query/raw/completeRaw';
import { readRaw } from '../../query/raw/readRaw';
import { validateRaw } from '../../query/raw/validateRaw';
import type { Schema } from '../../schema/Schema';
import { FormatField } from '../fields/FormatField';
import { NameSelect } from '../fields/NameSelect';
import { SchemaField } from '../fields/SchemaField';
import type { VariantProps } from '../VariantProps';
import { getStyles } from './PostgrestEditor.styles';
import { ProblemList } from './ProblemList';
import { RawInput } from './RawInput';

const nothing: Schema = { tables: [], functions: [], relations: [] };

/** A request to PostgREST, written by hand; the builder can go on with what it is able to say. */
export function PostgrestEditor({ query, onChange, discovered, schemas }: VariantProps<PostgrestQuery>) {
  const styles = useStyles2(getStyles);
  const problemsId = useId();
  const [draft, setDraft] = useState(query.path);
  const [saved, setSaved] = useState(query.path);
  const [selection, setSelection] = useState<{ from: number; to: number }>();
  if (saved !== query.path) {
    setSaved(query.path);
    setDraft(query.path);
  }
  const schema = query.schema ?? schemas[0];
  const set = (change: Partial<PostgrestQuery>) => onChange({ ...query, path: draft, ...change });
  const problems = draft.trim() === '' ? [] : validateRaw(draft, discovered, schema);
  const isWrong = problems.some(({ severity }) => severity !== 'warning');
  return (
    <>
      <InlineFieldRow>
        <SchemaField value={schema} schemas={schemas} onChange={(name) => set({ schema: name })} />
        <InlineField
          label="Time column"
          labelWidth={16}
          tooltip="Only rows in the time range are asked for, by this column."
        >
          <NameSelect
            label="Time column"
            value={query.timeColumn}
            width={26}
            options={timeColumnsOf(draft, discovered, schema)}
            placeholder="None: all times"
            clearable
            onChange={(timeColumn) => set({ timeColumn: timeColumn || undefined })}
          />
        </InlineField>
        <FormatField value={query.format} onChange={(format) => set({ format })} />
      </InlineFieldRow>
      <div className={styles.request}>
        <InlineLabel width="auto" tooltip="What stands after /rest/v1/. Nothing needs to be percent-encoded.">
          GET /rest/v1/
        </InlineLabel>
        <RawInput
          value={draft}
          invalid={isWrong}
          describedBy={problemsId}
          complete={(text, caret) => completeRaw(text, caret, discovered ?? nothing, schema)}
          onType={setDraft}
          onCommit={(path) => path !== query.path && onChange({ ...query, path })}
          selection={selection}
        />
      </div>
      <ProblemList
        id={problemsId}
        text={draft}
        problems={problems}
        onShow={({ from, to }) => setSelection({ from, to })}
      />
    </>
  );
}

/** The times of the table that the request names. */
function timeColumnsOf(path: string, discovered: Schema | undefined, schema: string) {
  const { query } = readRaw(path);
  const name = query?.queryType === 'table' ? query.table : /^\w+/.exec(path)?.[0];
  const table = discovered?.tables.find((each) => each.schema === schema && each.name === name);
  return (table?.columns ?? [])
    .filter(({ type }) => /^(timestamp|date)/.test(type))
    .map((column) => ({ label: column.name, value: column.name, description: column.type }));
}
