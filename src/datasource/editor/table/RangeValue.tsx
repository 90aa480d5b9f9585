import React from 'react';
import { InlineField, Select } from '@grafana/ui';
import { CommitInput } from '../fields/CommitInput';

interface Props {
  label: string;
  /** Such as `[1,10)`; a bound that is left out has no end. */
  value: string;
  onChange: (value: string) => void;
}

const lows = [
  { label: 'from', value: '[' },
  { label: 'after', value: '(' },
];
const highs = [
  { label: 'before', value: ')' },
  { label: 'up to', value: ']' },
];

/** A range of Postgres: its two ends, each with or without the end itself. Anything else that stands there stays text. */
export function RangeValue({ label, value, onChange }: Props) {
  const range = readRange(value);
  if (range === undefined) {
    return (
      <InlineField>
        <CommitInput label={label} value={value} width={28} placeholder="[1,10)" onCommit={onChange} />
      </InlineField>
    );
  }
  const set = (change: Partial<Range>) => {
    const { open, low, high, close } = { ...range, ...change };
    onChange(`${open}${low},${high}${close}`);
  };
  return (
    <>
      <InlineField>
        <Select
          aria-label={`${label} begins`}
          width={11}
          options={lows}
          value={range.open}
          onChange={(chosen) => set({ open: chosen.value })}
        />
      </InlineField>
      <InlineField>
        <CommitInput
          label={`${label} low`}
          value={range.low}
          width={16}
          placeholder="no lower end"
          onCommit={(low) => set({ low: low.trim() })}
        />
      </InlineField>
      <InlineField>
        <Select
          aria-label={`${label} ends`}
          width={11}
          options={highs}
          value={range.close}
          onChange={(chosen) => set({ close: chosen.value })}
        />
      </InlineField>
      <InlineField>
        <CommitInput
          label={`${label} high`}
          value={range.high}
          width={16}
          placeholder="no upper end"
          onCommit={(high) => set({ high: high.trim() })}
        />
      </InlineField>
    </>
  );
}

interface Range {
  open: string;
  low: string;
  high: string;
  close: string;
}

/** The parts of a range; undefined for a variable, a multirange and the word `empty`. */
function readRange(text: string): Range | undefined {
  if (text.trim() === '') {
    return { open: '[', low: '', high: '', close: ')' };
  }
  const found = /^\s*([[(])([^,]*),([^,]*)([\])])\s*$/.exec(text);
  return found === null ? undefined : { open: found[1], low: found[2].trim(), high: found[3].trim(), close: found[4] };
}
