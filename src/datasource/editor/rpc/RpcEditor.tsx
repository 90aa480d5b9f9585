import React, { useState } from 'react';
import { Button, InlineField, InlineFieldRow } from '@grafana/ui';
import type { RpcQuery } from '../../query/model';
import type { ArgumentInfo } from '../../schema/Schema';
import { ArgumentField, withArgument } from './ArgumentField';
import { CommitInput } from '../fields/CommitInput';
import { FormatField } from '../fields/FormatField';
import { NameSelect } from '../fields/NameSelect';
import type { VariantProps } from '../VariantProps';

/** Rows that a function returns; its arguments come from discovery, others can be added by name. */
export function RpcEditor({ query, onChange, discovered, schemas }: VariantProps<RpcQuery>) {
  const schema = query.schema ?? schemas[0];
  const functions = discovered?.functions.filter((candidate) => candidate.schema === schema) ?? [];
  const known = functions.find((candidate) => candidate.name === query.function)?.args ?? [];
  const set = (change: Partial<RpcQuery>) => onChange({ ...query, ...change });
  return (
    <>
      <InlineFieldRow>
        <InlineField label="Schema" labelWidth={14}>
          <NameSelect
            label="Schema"
            value={schema}
            width={20}
            options={schemas.map((name) => ({ label: name, value: name }))}
            onChange={(name) => set({ schema: name })}
          />
        </InlineField>
        <InlineField label="Function" labelWidth={14}>
          <NameSelect
            label="Function"
            value={query.function}
            options={functions.map(({ name, comment }) => ({ label: name, value: name, description: comment }))}
            isLoading={discovered === undefined}
            placeholder="Stable function"
            onChange={(name) => set({ function: name, args: {} })}
          />
        </InlineField>
        <FormatField value={query.format} onChange={(format) => set({ format })} />
      </InlineFieldRow>
      {argumentsOf(query, known).map((argument) => (
        <InlineFieldRow key={argument.name}>
          <ArgumentField
            name={argument.name}
            isList={argument.type.endsWith('[]')}
            hint={argument.type}
            value={query.args[argument.name]}
            placeholder={argument.optional ? 'default' : argument.type}
            onChange={(value) => set({ args: withArgument(query.args, argument.name, value) })}
          />
        </InlineFieldRow>
      ))}
      <AddArgument onAdd={(name) => set({ args: { ...query.args, [name]: '' } })} />
    </>
  );
}

/** The known arguments, then those that only the query names. */
function argumentsOf(query: RpcQuery, known: ArgumentInfo[]): ArgumentInfo[] {
  const names = new Set(known.map((argument) => argument.name));
  const typed = Object.entries(query.args).filter(([name]) => !names.has(name));
  return [
    ...known,
    ...typed.map(([name, value]) => ({ name, type: Array.isArray(value) ? 'text[]' : 'text', optional: true })),
  ];
}

function AddArgument({ onAdd }: { onAdd: (name: string) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  if (!isOpen) {
    return (
      <Button variant="secondary" size="sm" icon="plus" onClick={() => setIsOpen(true)}>
        Add argument
      </Button>
    );
  }
  const add = (name: string) => {
    setIsOpen(false);
    if (name.trim() !== '') {
      onAdd(name.trim());
    }
  };
  return (
    <InlineField label="Argument name" labelWidth={20}>
      <CommitInput label="Argument name" value="" width={28} placeholder="Name, then Enter" onCommit={add} />
    </InlineField>
  );
}
