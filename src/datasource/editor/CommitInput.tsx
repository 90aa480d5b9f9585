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
}

/** A text field that does not run the query at every key stroke. */
export function CommitInput(props: Props) {
  // Keyed by the saved text, so that a change from elsewhere replaces what was being typed.
  return <DraftInput key={props.value} {...props} />;
}

function DraftInput({ label, value, onCommit, ...input }: Props) {
  const [draft, setDraft] = useState(value);
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
