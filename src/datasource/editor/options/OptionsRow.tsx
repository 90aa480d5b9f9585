import React from 'react';
import { InlineField, InlineFieldRow, InlineSwitch } from '@grafana/ui';
import type { Live, ScrapewatchQuery } from '../../query/model';
import { CommitInput } from '../fields/CommitInput';
import { ListSelect } from '../fields/ListSelect';
import { presets } from '../../query/presets';

interface Props {
  query: ScrapewatchQuery;
  onChange: (query: ScrapewatchQuery) => void;
}

/** What every query type has: the names of its series, and whether it stays up to date by itself. */
export function OptionsRow({ query, onChange }: Props) {
  const isSeries = hasSeries(query);
  return (
    <InlineFieldRow>
      {(isSeries || query.legend) && (
        <InlineField
          label="Legend"
          labelWidth={14}
          tooltip="The name of each series. {{client}} stands for its label client, {{column}} for the name of its column."
        >
          <CommitInput
            label="Legend"
            width={28}
            placeholder="column and labels"
            value={query.legend ?? ''}
            onCommit={(legend) => onChange({ ...query, legend: legend || undefined })}
          />
        </InlineField>
      )}
      {query.queryType !== 'prometheus' && <LiveFields query={query} onChange={onChange} />}
    </InlineFieldRow>
  );
}

function hasSeries(query: ScrapewatchQuery): boolean {
  if (query.queryType === 'prometheus') {
    return true;
  }
  return (query.queryType === 'preset' ? presets[query.preset].format : query.format) === 'timeseries';
}

function LiveFields({ query, onChange }: Props) {
  const { live } = query;
  const set = (change: Partial<Live>) => onChange({ ...query, live: withoutEmpty({ ...live, ...change }) });
  return (
    <>
      <InlineField
        label="Live"
        labelWidth={live ? 8 : 14}
        tooltip="Asks again by itself while the page is looked at, and adds what is new."
      >
        <InlineSwitch
          aria-label="Live"
          value={live !== undefined}
          onChange={(event) => onChange({ ...query, live: event.currentTarget.checked ? {} : undefined })}
        />
      </InlineField>
      {live && (
        <>
          <InlineField label="every (s)" labelWidth={10}>
            <CommitInput
              label="Seconds between two looks"
              type="number"
              width={10}
              placeholder="auto"
              value={live.every?.toString() ?? ''}
              onCommit={(text) => set({ every: Number(text) >= 1 ? Number(text) : undefined })}
            />
          </InlineField>
          <InlineField
            label="by column"
            labelWidth={12}
            tooltip="A column that grows whenever a row is added or changed, such as updated_at. Without one the whole answer is read again."
          >
            <CommitInput
              label="Column that grows"
              width={18}
              placeholder="whole answer"
              value={live.column ?? ''}
              onCommit={(column) => set({ column: column || undefined })}
            />
          </InlineField>
          <InlineField
            label="key"
            labelWidth={8}
            tooltip="What tells rows apart, so that a changed one replaces its older self. Without one, rows are only added."
          >
            <ListSelect
              label="Key of a row"
              values={live.key ?? []}
              options={[]}
              width={20}
              placeholder="none"
              onChange={(key) => set({ key: key.length > 0 ? key : undefined })}
            />
          </InlineField>
        </>
      )}
    </>
  );
}

function withoutEmpty({ every, column, key }: Live): Live {
  return { ...(every ? { every } : {}), ...(column ? { column } : {}), ...(key ? { key } : {}) };
}
