import React from 'react';
import { InlineField } from '@grafana/ui';
import { CommitInput } from '../fields/CommitInput';
import { named } from './named';

interface Props {
  limit: number | undefined;
  part: string;
  placeholder: string;
  onChange: (limit: number | undefined) => void;
}

/** How many rows at most. */
export function LimitField({ limit, part, placeholder, onChange }: Props) {
  return (
    <InlineField label="Limit" labelWidth={14} tooltip="At most so many rows; with an order, the first of them">
      <CommitInput
        label={named(part, 'Limit')}
        type="number"
        width={16}
        placeholder={placeholder}
        value={limit?.toString() ?? ''}
        onCommit={(text) => onChange(toLimit(text))}
      />
    </InlineField>
  );
}

function toLimit(text: string): number | undefined {
  const limit = Math.floor(Number(text));
  return text.trim() === '' || !Number.isFinite(limit) ? undefined : Math.max(0, limit);
}
