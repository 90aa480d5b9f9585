import React, { useState } from 'react';
import { Button, InlineField, InlineFieldRow, InlineSwitch, Input } from '@grafana/ui';

interface Props {
  /** Names that are there already. */
  taken: string[];
  onAdd: (name: string, isList: boolean) => void;
}

/** Adds an argument that discovery did not find. */
export function AddArgument({ taken, onAdd }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const [isList, setIsList] = useState(false);
  if (!isOpen) {
    return (
      <InlineFieldRow>
        <InlineField>
          <Button variant="secondary" size="sm" icon="plus" onClick={() => setIsOpen(true)}>
            Add argument
          </Button>
        </InlineField>
      </InlineFieldRow>
    );
  }
  const isTaken = taken.includes(name.trim());
  const add = () => {
    if (name.trim() === '' || isTaken) {
      return;
    }
    onAdd(name.trim(), isList);
    setName('');
    setIsOpen(false);
  };
  return (
    <InlineFieldRow>
      <InlineField label="Argument name" labelWidth={16} invalid={isTaken} error="The query has it already.">
        <Input
          autoFocus
          aria-label="Argument name"
          width={24}
          placeholder="Name, then Enter"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              add();
            } else if (event.key === 'Escape') {
              setIsOpen(false);
            }
          }}
        />
      </InlineField>
      <InlineField label="Several values" tooltip="Sent as a Postgres array" labelWidth={16}>
        <InlineSwitch
          aria-label="Several values"
          value={isList}
          onChange={(event) => setIsList(event.currentTarget.checked)}
        />
      </InlineField>
      <Button variant="secondary" icon="plus" onClick={add} disabled={name.trim() === '' || isTaken}>
        Add
      </Button>
    </InlineFieldRow>
  );
}
