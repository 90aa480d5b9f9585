import React from 'react';
import { Alert, InlineField, InlineFieldRow, useStyles2 } from '@grafana/ui';
import type { RpcQuery } from '../../query/model';
import { ArgumentField, withArgument } from '../arguments/ArgumentField';
import { argumentKind, enumValues } from '../arguments/argumentKind';
import { dashboardVariables } from '../arguments/dashboardVariables';
import { FormatField } from '../fields/FormatField';
import { NameSelect } from '../fields/NameSelect';
import { SchemaField } from '../fields/SchemaField';
import type { VariantProps } from '../VariantProps';
import { AddArgument } from './AddArgument';
import { argumentsOf, defaultArgs, missingArguments } from './functionArguments';
import { getStyles } from './RpcEditor.styles';

/** Rows that a function returns; its arguments come from discovery, others can be added by name. */
export function RpcEditor({ query, onChange, discovered, schemas }: VariantProps<RpcQuery>) {
  const styles = useStyles2(getStyles);
  const schema = query.schema ?? schemas[0];
  const functions = discovered?.functions.filter((candidate) => candidate.schema === schema) ?? [];
  const known = functions.find((candidate) => candidate.name === query.function);
  const set = (change: Partial<RpcQuery>) => onChange({ ...query, ...change });
  const choose = (name: string) => {
    const chosen = functions.find((candidate) => candidate.name === name);
    const variadic = chosen?.args.find((argument) => argument.variadic)?.name;
    set({ function: name, args: defaultArgs(chosen), variadic });
  };
  const fields = argumentsOf(query, known?.args ?? []);
  const missing = missingArguments(fields, query.args);
  const variables = dashboardVariables();
  return (
    <>
      <InlineFieldRow>
        <SchemaField value={schema} schemas={schemas} onChange={(name) => set({ schema: name })} />
        <InlineField label="Function" labelWidth={14}>
          <NameSelect
            label="Function"
            value={query.function}
            options={functions.map(({ name, comment }) => ({ label: name, value: name, description: comment }))}
            isLoading={discovered === undefined}
            placeholder="Stable function"
            onChange={choose}
          />
        </InlineField>
        <FormatField value={query.format} onChange={(format) => set({ format })} />
      </InlineFieldRow>
      {known?.comment && <p className={styles.line}>{known.comment}</p>}
      {known?.volatility === 'volatile' && (
        <Alert severity="warning" title={`${known.name} is volatile, and reads never write`}>
          It is called with GET, which PostgREST runs in a read-only transaction, so it fails as soon as it writes. If
          it only reads, declare it so: <code>{`alter function ${schema}.${known.name} stable;`}</code>
        </Alert>
      )}
      {fields.map((argument) => (
        <InlineFieldRow key={argument.name}>
          <ArgumentField
            name={argument.name}
            kind={argumentKind(argument.baseType ?? argument.type)}
            required={!argument.optional}
            hint={argument.optional ? `${argument.type}; left out, the function’s default counts` : argument.type}
            value={query.args[argument.name]}
            known={argument.values ?? enumValues(argument.type, discovered)}
            variables={variables}
            placeholder={argument.optional ? 'default' : argument.type}
            onChange={(value) => set({ args: withArgument(query.args, argument.name, value) })}
          />
        </InlineFieldRow>
      ))}
      {missing.length > 0 && (
        <p role="status" className={styles.missing}>
          Still needed: {missing.join(', ')}
        </p>
      )}
      {query.function !== '' && discovered !== undefined && known === undefined && (
        <p className={styles.line}>
          This function was not found, so its arguments are typed by hand. It is called with GET: it must be stable or
          immutable.
        </p>
      )}
      <AddArgument
        taken={fields.map(({ name }) => name)}
        onAdd={(name, isList) => set({ args: { ...query.args, [name]: isList ? [] : '' } })}
      />
    </>
  );
}
