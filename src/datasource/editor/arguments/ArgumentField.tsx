import React, { useId } from 'react';
import type { SelectableValue } from '@grafana/data';
import { InlineField } from '@grafana/ui';
import type { ArgValue } from '../../query/model';
import { CommitInput } from '../fields/CommitInput';
import { ListSelect } from '../fields/ListSelect';
import { NameSelect } from '../fields/NameSelect';
import { remarkOnValue, usualValues, type ArgumentKind } from './argumentKind';

interface Props {
  name: string;
  kind: ArgumentKind;
  /** Marked, and said so when it is empty. */
  required?: boolean;
  hint?: string;
  value: ArgValue | undefined;
  placeholder: string;
  /** Values of the type, such as the labels of an enum. */
  known?: string[];
  /** The dashboard's variables. */
  variables: Array<SelectableValue<string>>;
  /** Undefined: the argument is not sent. */
  onChange: (value: ArgValue | undefined) => void;
}

/** With its label it fits a phone. */
const width = 26;

/** One argument of a function or preset, by the type of its values. */
export function ArgumentField({ name, kind, required = false, hint, value, ...props }: Props) {
  const text = value === undefined ? '' : [value].flat().join(', ');
  const remark = kind === 'list' ? undefined : remarkOnValue(kind, text);
  const missing = required && text === '';
  return (
    <InlineField
      label={name}
      labelWidth={16}
      tooltip={hint}
      invalid={remark !== undefined}
      error={remark}
      required={required}
    >
      <Control {...props} name={name} kind={kind} value={value} missing={missing} />
    </InlineField>
  );
}

type ControlProps = Omit<Props, 'required' | 'hint'> & { missing: boolean };

function Control({ name, kind, value, placeholder, known = [], variables, missing, onChange }: ControlProps) {
  const listId = useId();
  const label = `Argument ${name}`;
  const hint = missing ? 'required' : placeholder;
  const options = [...known.map((each) => ({ label: each, value: each })), ...usualValues(kind), ...variables];
  if (kind === 'list') {
    return (
      <ListSelect
        label={label}
        values={value === undefined ? [] : [value].flat()}
        options={options}
        width={width}
        placeholder={hint}
        onChange={(values) => onChange(values.length === 0 ? undefined : values)}
      />
    );
  }
  const text = value === undefined ? '' : [value].flat().join(',');
  const set = (typed: string) => onChange(typed === '' ? undefined : typed);
  if (known.length > 0 || (kind !== 'text' && kind !== 'number')) {
    return (
      <NameSelect
        label={label}
        value={text}
        options={options}
        width={width}
        placeholder={hint}
        clearable
        onChange={set}
      />
    );
  }
  return (
    <>
      <CommitInput
        label={label}
        value={text}
        width={width}
        placeholder={hint}
        list={variables.length > 0 ? listId : undefined}
        onCommit={set}
      />
      <datalist id={listId}>
        {variables.map((variable) => (
          <option key={variable.value} value={variable.value} />
        ))}
      </datalist>
    </>
  );
}

/** The arguments with one of them set, or taken out when the value is undefined. */
export function withArgument(args: Record<string, ArgValue>, name: string, value: ArgValue | undefined) {
  const { [name]: _, ...others } = args;
  return value === undefined ? others : { ...others, [name]: value };
}
