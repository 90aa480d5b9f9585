import React, { useMemo } from 'react';
import type { SelectableValue } from '@grafana/data';
import { InlineField } from '@grafana/ui';
import type { Embed } from '../../query/model';
import { CommitInput } from '../fields/CommitInput';
import { NameSelect } from '../fields/NameSelect';
import { findRelated, type RelatedTable } from './relatedTables';

interface Props {
  embed: Embed;
  part: string;
  related: RelatedTable[];
  onChange: (embed: Embed) => void;
  autoFocus: boolean;
}

/** Which related table, chosen from the foreign keys that were found or typed as PostgREST takes it: `clients!owner_id`. */
export function RelationField({ embed, part, related, onChange, autoFocus }: Props) {
  const options = useMemo(() => related.map(toOption), [related]);
  const { relation, hint } = embed;
  const isKnown = relation === '' || related.length === 0 || findRelated(related, embed) !== undefined;
  const choose = (typed: string) => {
    const [name, key] = typed.split(/!(.*)/s);
    onChange({ ...embed, relation: name.trim(), hint: key?.trim() || undefined });
  };
  return (
    <>
      <InlineField
        label="Table"
        labelWidth={10}
        invalid={!isKnown}
        error={isKnown ? undefined : 'No foreign key leads there, as far as is known'}
      >
        <NameSelect
          label={`${part} table`}
          value={keyOf(embed)}
          options={options}
          placeholder={related.length > 0 ? 'Table or view' : 'Table, or foreign key'}
          autoFocus={autoFocus}
          width={28}
          onChange={choose}
        />
      </InlineField>
      {(related.length === 0 || !isKnown) && relation !== '' && (
        <InlineField label="Key" tooltip="The foreign key to follow when several lead to this table">
          <CommitInput
            label={`${part} key`}
            value={hint ?? ''}
            placeholder="the only one"
            width={20}
            onCommit={(text) => onChange({ ...embed, hint: text.trim() || undefined })}
          />
        </InlineField>
      )}
    </>
  );
}

function keyOf({ relation, hint }: Pick<Embed, 'relation' | 'hint'>): string {
  return hint ? `${relation}!${hint}` : relation;
}

function toOption(related: RelatedTable): SelectableValue<string> {
  const { table, relation, along, kind } = related;
  const value = keyOf(related);
  const hint = `${kinds[kind]}: ${along}`;
  const name = relation === table ? table : `${table} as ${relation}`;
  return { label: related.hint ? `${name} (${related.hint})` : name, value, description: hint, hint };
}

const kinds: Record<RelatedTable['kind'], string> = { one: 'one row', many: 'many rows', through: 'many rows' };
