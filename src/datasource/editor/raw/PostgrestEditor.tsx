import React from 'react';
import { InlineField, InlineFieldRow } from '@grafana/ui';
import type { PostgrestQuery } from '../../query/model';
import { CommitInput } from '../fields/CommitInput';
import { FormatField } from '../fields/FormatField';
import type { VariantProps } from '../VariantProps';

/** A request to PostgREST, written by hand. */
export function PostgrestEditor({ query, onChange }: VariantProps<PostgrestQuery>) {
  return (
    <InlineFieldRow>
      <InlineField label="Request" labelWidth={14} grow>
        <CommitInput label="Request" value={query.path} onCommit={(path) => onChange({ ...query, path })} />
      </InlineField>
      <FormatField value={query.format} onChange={(format) => onChange({ ...query, format })} />
    </InlineFieldRow>
  );
}
