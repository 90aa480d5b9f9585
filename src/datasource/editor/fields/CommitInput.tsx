import React, { useState } from 'react';
import { Input } from '@grafana/ui';

interface Props {
  label: string;
  value: string;
  /** Called when the user leaves the field or presses Enter, and only if the text changed. */
  onCommit: (value: string) => void;
  id?: string;
  placeholder?: string;
  width?: number;
  type?: 'text' | 'number';
  /** The id of a datalist with suggestions. */
  list?: string;
  invalid?: boolean;
}

/** A text field that does not run the query at every key stroke. */
export function CommitInput({ label, value, onCommit, ...input }: Props) {
  const [draft, setDraft] = useState(value);
  const [saved, setSaved] = useState(value);
  if (saved !== value) {
    // Changed from elsewhere: what was being typed is replaced, the focus stays.
    setSaved(value);
    setDraft(value);
  }
  const commit = () => draft !== value && onCommit(draft);
  return (
    <Input
      {...input}
      aria-label={label}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
