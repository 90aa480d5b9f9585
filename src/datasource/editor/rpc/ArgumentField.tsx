import React from 'react';
import { InlineField } from '@grafana/ui';
import type { ArgValue } from '../../query/model';
import { CommitInput } from '../fields/CommitInput';
import { ListSelect } from '../fields/ListSelect';

interface Props {
  name: string;
  isList: boolean;
  hint?: string;
  value: ArgValue | undefined;
  placeholder: string;
  /** Undefined: the argument is not sent. */
  onChange: (value: ArgValue | undefined) => void;
}

/** One argument of a function or preset. */
export function ArgumentField({ name, isList, hint, value, placeholder, onChange }: Props) {
  const label = `Argument ${name}`;
  return (
    <InlineField label={name} labelWidth={16} tooltip={hint}>
      {isList ? (
        <ListSelect
          label={label}
          values={value === undefined ? [] : [value].flat()}
          options={[]}
          width={25}
          placeholder={placeholder}
          onChange={(values) => onChange(values.length === 0 ? undefined : values)}
        />
      ) : (
        <CommitInput
          label={label}
          value={value === undefined ? '' : String(value)}
          width={25}
          placeholder={placeholder}
          onCommit={(text) => onChange(text === '' ? undefined : text)}
        />
      )}
    </InlineField>
  );
}

/** The arguments with one of them set, or taken out when the value is undefined. */
export function withArgument(args: Record<string, ArgValue>, name: string, value: ArgValue | undefined) {
  const { [name]: _, ...others } = args;
  return value === undefined ? others : { ...others, [name]: value };
}
