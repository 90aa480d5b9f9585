import { createDataFrame, FieldType } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { defaults } from './options';
import { toCoverage } from './toCoverage';

const frame = (
  rows: Array<{ client: string; coverage: number | null; expected?: number; found?: number; target?: number }>,
  unit = 'percentunit'
) =>
  createDataFrame({
    fields: [
      { name: 'client', type: FieldType.string, values: rows.map(({ client }) => client) },
      { name: 'expected', type: FieldType.number, values: rows.map(({ expected }) => expected ?? null) },
      { name: 'found', type: FieldType.number, values: rows.map(({ found }) => found ?? null) },
      { name: 'coverage', type: FieldType.number, values: rows.map(({ coverage }) => coverage), config: { unit } },
      { name: 'target', type: FieldType.number, values: rows.map(({ target }) => target ?? null) },
    ],
  });
const rowsOf = (result: ReturnType<typeof toCoverage>) => (result.kind === 'rows' ? result.rows : []);
const overallOf = (result: ReturnType<typeof toCoverage>) => (result.kind === 'rows' ? result.overall : null);

describe('toCoverage', () => {
  it('A2 puts the worst client first and clients without coverage last', () => {
    const result = toCoverage(
      [
        frame([
          { client: 'good', coverage: 1 },
          { client: 'none', coverage: null },
          { client: 'bad', coverage: 0.4 },
        ]),
      ],
      defaults
    );
    expect(rowsOf(result).map(({ name }) => name)).toEqual(['bad', 'good', 'none']);
  });

  it('A2 averages by what was expected, not by client', () => {
    const rows = [
      { client: 'large', coverage: 0.5, expected: 900, found: 450 },
      { client: 'small', coverage: 1, expected: 100, found: 100 },
      { client: 'none', coverage: null },
    ];
    expect(overallOf(toCoverage([frame(rows)], defaults))).toMatchObject({
      value: 0.55,
      kind: 'weighted',
      measured: 2,
    });
    expect(overallOf(toCoverage([frame(rows, 'percent')], defaults))?.value).toBe(55);
  });

  it('takes the mean where found and expected are not there', () => {
    const rows = [
      { client: 'a', coverage: 0.5 },
      { client: 'b', coverage: 1 },
    ];
    expect(overallOf(toCoverage([frame(rows)], defaults))).toMatchObject({ value: 0.75, kind: 'mean', missed: null });
  });

  it('A2 counts the clients that miss their own target, else the one of the options', () => {
    const rows = [
      { client: 'a', coverage: 0.9, target: 0.85 },
      { client: 'b', coverage: 0.9, target: 0.95 },
      { client: 'c', coverage: 0.9 },
    ];
    expect(overallOf(toCoverage([frame(rows)], { ...defaults, target: 0.99 }))?.missed).toBe(2);
  });

  it('turns the order and the target round where high is bad', () => {
    const rows = [
      { client: 'a', coverage: 0.1, target: 0.5 },
      { client: 'b', coverage: 0.9, target: 0.5 },
    ];
    const result = toCoverage([frame(rows)], { ...defaults, order: 'highest' });
    expect(rowsOf(result).map(({ name }) => name)).toEqual(['b', 'a']);
    expect(overallOf(result)?.missed).toBe(1);
  });

  it('D8 draws a bar a series where no frame has a text column, with its last value and its change', () => {
    const series = ['api', 'web'].map((service, index) =>
      createDataFrame({
        fields: [
          { name: 'Time', type: FieldType.time, values: [1, 2, 3] },
          { name: 'Value', type: FieldType.number, labels: { service }, values: [0.5, 0.9 - index / 10, null] },
        ],
      })
    );
    expect(rowsOf(toCoverage(series, defaults)).map(({ name, value, trend }) => [name, value, trend])).toEqual([
      ['web', 0.8, expect.closeTo(0.3)],
      ['api', 0.9, expect.closeTo(0.4)],
    ]);
  });

  it('is empty without rows', () => {
    expect(toCoverage([], defaults)).toEqual({ kind: 'empty' });
    expect(toCoverage([frame([])], defaults)).toEqual({ kind: 'empty' });
  });
});
