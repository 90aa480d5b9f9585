import React, { useId } from 'react';
import type { SelectableValue } from '@grafana/data';
import { InlineField } from '@grafana/ui';
import { CommitInput } from './CommitInput';

interface Props {
  label: string;
  value: string;
  /** Offered while something is typed. */
  variables: Array<SelectableValue<string>>;
  placeholder: string;
  problem?: string;
  onCommit: (value: string) => void;
}

/** A value typed freely; the dashboard's variables are offered. */
export function TextValue({ label, value, variables, placeholder, problem, onCommit }: Props) {
  const listId = useId();
  return (
    <>
      <InlineField invalid={problem !== undefined} error={problem}>
        <CommitInput
          label={label}
          value={value}
          onCommit={onCommit}
          placeholder={placeholder}
          width={28}
          list={variables.length > 0 ? listId : undefined}
          invalid={problem !== undefined}
        />
      </InlineField>
      {variables.length > 0 && (
        <datalist id={listId}>
          {variables.map((variable) => (
            <option key={variable.value} value={variable.value}>
              {variable.description}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}
