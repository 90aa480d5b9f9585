import React, { useState } from 'react';
import { Field, Input } from '@grafana/ui';
import { cleanKey, formNames, isPublic, recogniseKey } from './recogniseKey';

interface Props {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** The key with which browsers listen for changes. It is stored openly, so no other kind of key is taken. */
export function RealtimeField({ value, onChange }: Props) {
  const [typed, setTyped] = useState(value ?? '');
  const key = cleanKey(typed);
  const known = recogniseKey(key);
  const isTaken = key === '' || isPublic(known);
  return (
    <Field
      label="Realtime key"
      description="Optional. With a publishable key browsers hear that rows changed, and live queries ask at once. It is stored openly; rows still come through Grafana."
      invalid={!isTaken}
      error={`Every Viewer could read it, so a ${formNames[known.form]} is not kept here: paste the project’s publishable key.`}
      htmlFor="scrapewatch-realtime-key"
    >
      <Input
        id="scrapewatch-realtime-key"
        placeholder="off"
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          const next = cleanKey(event.currentTarget.value);
          setTyped(event.currentTarget.value);
          onChange(next !== '' && isPublic(recogniseKey(next)) ? next : undefined);
        }}
      />
    </Field>
  );
}
