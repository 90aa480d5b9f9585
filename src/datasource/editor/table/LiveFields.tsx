import React from 'react';
import { InlineField, InlineFieldRow, InlineSwitch } from '@grafana/ui';
import type { Live } from '../../query/model';
import { CommitInput } from '../fields/CommitInput';
import { ListSelect } from '../fields/ListSelect';
import { NameSelect } from '../fields/NameSelect';
import { plainType, timeColumns, type TableContext } from './TableContext';

interface Props {
  live: Live | undefined;
  table: TableContext;
  onChange: (live: Live | undefined) => void;
}

/** Keeps the rows up to date while they are looked at. */
export function LiveFields({ live, table, onChange }: Props) {
  return (
    <InlineFieldRow>
      <InlineField label="Live" labelWidth={14} tooltip="Fetches new and changed rows while the panel is looked at">
        <InlineSwitch
          aria-label="Live"
          label="Live"
          value={live !== undefined}
          onChange={(event) => onChange(event.currentTarget.checked ? suggestLive(table) : undefined)}
        />
      </InlineField>
      {live && (
        <>
          <InlineField label="Every" tooltip="Seconds between two looks">
            <CommitInput
              label="Live every"
              type="number"
              width={12}
              placeholder="seconds"
              value={live.every?.toString() ?? ''}
              onCommit={(text) => onChange({ ...live, every: toSeconds(text) })}
            />
          </InlineField>
          <InlineField
            label="New or changed by"
            tooltip="A column that grows whenever a row is added or changed; without one, all rows are read again each time"
          >
            <NameSelect
              label="Live column"
              value={live.column}
              options={table.options}
              placeholder="all rows again"
              width={22}
              clearable
              onChange={(column) => onChange({ ...live, column: column || undefined })}
            />
          </InlineField>
          <InlineField
            label="Rows told apart by"
            tooltip="The primary key, so that a changed row replaces its older self"
          >
            <ListSelect
              label="Live key"
              values={live.key ?? []}
              options={table.options}
              placeholder="nothing: rows are only added"
              width={28}
              onChange={(key) => onChange({ ...live, key: key.length > 0 ? key : undefined })}
            />
          </InlineField>
        </>
      )}
    </InlineFieldRow>
  );
}

/**
 * What grows when a row changes, and the primary key; nothing where no name says so: when a row came tells nothing of its
 * changes, and a whole answer is always right.
 */
function suggestLive(table: TableContext): Live {
  const stamps = timeColumns(table).filter((column) => plainType(column).startsWith('timestamp'));
  const column = stamps.find(({ name }) => /updat|modif|chang/i.test(name))?.name;
  const key = table.info?.primaryKey ?? [];
  return column === undefined ? {} : { column, ...(key.length > 0 ? { key } : {}) };
}

function toSeconds(text: string): number | undefined {
  const seconds = Number(text);
  return text.trim() !== '' && Number.isFinite(seconds) && seconds >= 1 ? seconds : undefined;
}
