import React from 'react';
import type { SelectableValue } from '@grafana/data';

/** Above this a list is drawn row by row while it scrolls, so that 2,000 tables open as fast as ten. */
const many = 100;

/** What a Select needs beside its options when there are many: a row each, the description on the same line. */
export function manyOptions(options: unknown[]) {
  return options.length > many ? { virtualized: true, formatOptionLabel } : {};
}

interface FormatMeta {
  context: string;
}

// A list of this kind has rows of one height and leaves descriptions out, so the hint comes from a key of our own.
function formatOptionLabel(option: SelectableValue<string>, { context }: FormatMeta) {
  const { label, value, hint } = option;
  return context === 'menu' && typeof hint === 'string' ? (
    <span title={hint} style={oneLine}>
      {label ?? value} <small>{hint}</small>
    </span>
  ) : (
    (label ?? value)
  );
}

const oneLine = { whiteSpace: 'nowrap' } as const;
