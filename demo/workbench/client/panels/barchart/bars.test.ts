// @vitest-environment jsdom
import { createDataFrame, createTheme, FieldType } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { toBars } from './bars';

const theme = createTheme();
const frame = createDataFrame({
  fields: [
    { name: 'label', type: FieldType.string, values: ['0–30 s', '30–60 s'] },
    { name: 'zone', type: FieldType.string, values: ['a', 'b'] },
    { name: 'runs', type: FieldType.number, values: [3, null] },
    { name: 'debt', type: FieldType.number, values: [-2, 1] },
  ],
});

describe('bars', () => {
  it('come in groups named by the first text, on a scale that holds zero', () => {
    const bars = toBars(frame, theme);
    expect(bars?.groups.map(({ label }) => label)).toEqual(['0–30 s', '30–60 s']);
    expect(bars?.groups[0]?.bars.map(({ series, text }) => [series, text])).toEqual([
      ['runs', '3'],
      ['debt', '-2'],
    ]);
    expect(bars).toMatchObject({ min: -2, max: 3 });
  });

  it('are named by the chosen field', () => {
    expect(toBars(frame, theme, 'zone')?.groups.map(({ label }) => label)).toEqual(['a', 'b']);
  });

  it('are undefined without numbers or without names', () => {
    const only = (index: number) => createDataFrame({ fields: frame.fields.slice(index, index + 1) });
    expect(toBars(only(0), theme)).toBeUndefined();
    expect(toBars(only(2), theme)).toBeUndefined();
  });
});
