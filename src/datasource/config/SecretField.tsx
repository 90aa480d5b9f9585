import React, { useState } from 'react';
import { Alert, Field, SecretInput } from '@grafana/ui';
import type { AuthMode, SecretName } from './options';
import { recogniseKey, remarksOn } from './recogniseKey';

interface Props {
  name: SecretName;
  label: string;
  description: string;
  placeholder: string;
  /** What is being typed; undefined when nothing was. */
  typed: string | undefined;
  isStored: boolean;
  /** The project's address, of which the key should be. */
  url: string | undefined;
  authMode: AuthMode;
  onChange: (value: string) => void;
  onReset: () => void;
}

/** A key or token: stored ones are only ever shown as set; one being typed is recognised by its form. */
export function SecretField({
  name,
  label,
  description,
  placeholder,
  typed,
  isStored,
  url,
  authMode,
  onChange,
  onReset,
}: Props) {
  const [openedAt] = useState(() => Date.now());
  const remarks = typed ? remarksOn(recogniseKey(typed), { field: name, url, authMode }, openedAt) : [];
  return (
    <>
      <Field label={label} description={description} htmlFor={`scrapewatch-${name}`}>
        <SecretInput
          id={`scrapewatch-${name}`}
          aria-label={label}
          placeholder={placeholder}
          autoComplete="off"
          isConfigured={isStored}
          value={typed ?? ''}
          onChange={(event) => onChange(event.currentTarget.value)}
          onReset={onReset}
        />
      </Field>
      {remarks.map(({ severity, text }) => (
        <Alert key={text} title={text} severity={severity} />
      ))}
    </>
  );
}
