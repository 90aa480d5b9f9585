import React, { useState } from 'react';
import { Alert, Field, SecretInput } from '@grafana/ui';
import type { SecretName } from './options';
import { recogniseKey, remarksOn } from './recogniseKey';

interface Props {
  name: SecretName;
  label: string;
  description: string;
  placeholder: string;
  /** What is being typed; undefined when nothing was. */
  typed: string | undefined;
  isStored: boolean;
  onChange: (value: string) => void;
  onReset: () => void;
}

/** A key or token: stored ones are only ever shown as set; one being typed is recognised by its form. */
export function SecretField({ name, label, description, placeholder, typed, isStored, onChange, onReset }: Props) {
  const [openedAt] = useState(() => Date.now());
  const remarks = typed ? remarksOn(recogniseKey(typed), name, openedAt) : [];
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
          onChange={(event) => onChange(event.currentTarget.value.trim())}
          onReset={onReset}
        />
      </Field>
      {remarks.map(({ severity, text }) => (
        <Alert key={text} title={text} severity={severity} />
      ))}
    </>
  );
}
