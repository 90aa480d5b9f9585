import { FieldType } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { parseColumns } from '../query/columnTypes';
import { Fault } from '../transport/Fault';
import { bodyToFrame } from './bodyToFrame';

const fieldsOf = (body: unknown, columns = '') =>
  bodyToFrame(JSON.stringify(body), columns ? parseColumns(columns) : []).fields.map(({ name, type, values }) => [
    name,
    type,
    values,
  ]);

describe('bodyToFrame', () => {
  it('types columns that are known', () => {
    const rows = [{ at: '2026-11-21T00:00:00+00:00', n: '1.5', ok: true, extra: { a: 1 }, s: 'x' }];
    expect(fieldsOf(rows, 'at timestamptz, n numeric, ok boolean, extra jsonb, s text')).toEqual([
      ['at', FieldType.time, [Date.UTC(2026, 10, 21)]],
      ['n', FieldType.number, [1.5]],
      ['ok', FieldType.boolean, [true]],
      ['extra', FieldType.other, [{ a: 1 }]],
      ['s', FieldType.string, ['x']],
    ]);
  });

  it('types columns that are not known by their first value, nulls before it included', () => {
    const rows = [
      { at: null, n: null, s: null },
      { at: '2026-11-21T00:00:00+00:00', n: 2, s: 'x' },
    ];
    expect(fieldsOf(rows)).toEqual([
      ['at', FieldType.time, [null, Date.UTC(2026, 10, 21)]],
      ['n', FieldType.number, [null, 2]],
      ['s', FieldType.string, [null, 'x']],
    ]);
  });

  it('makes a column text when a later value contradicts the first', () => {
    const rows = [
      { n: 1, t: '2026-11-21T00:00:00Z' },
      { n: 'many', t: 'soon' },
    ];
    expect(fieldsOf(rows)).toEqual([
      ['n', FieldType.string, ['1', 'many']],
      ['t', FieldType.string, ['2026-11-21T00:00:00.000Z', 'soon']],
    ]);
  });

  it('reads NaN and Infinity, which JSON cannot hold as numbers', () => {
    expect(fieldsOf([{ n: 1 }, { n: 'NaN' }, { n: '-Infinity' }], 'n double precision')).toEqual([
      ['n', FieldType.number, [1, NaN, -Infinity]],
    ]);
  });

  it('reads infinite timestamps as no time', () => {
    expect(fieldsOf([{ t: '2026-11-21T00:00:00Z' }, { t: 'infinity' }])[0][2]).toEqual([Date.UTC(2026, 10, 21), null]);
  });

  it('keeps the columns of an answer without rows', () => {
    expect(fieldsOf([], 'client text, coverage double precision')).toEqual([
      ['client', FieldType.string, []],
      ['coverage', FieldType.number, []],
    ]);
  });

  it('gives one row for one object and one cell for one bare value', () => {
    expect(fieldsOf({ a: 1 })).toEqual([['a', FieldType.number, [1]]]);
    expect(fieldsOf(42)).toEqual([['value', FieldType.number, [42]]]);
    expect(fieldsOf(['a', 'b'])).toEqual([['value', FieldType.string, ['a', 'b']]]);
    expect(fieldsOf(null)).toEqual([]);
  });

  it('finds the keys of every row when they differ', () => {
    const frame = bodyToFrame('[{"a":1},{"b":2},{"a":3}]');
    expect(frame.fields.map(({ name, type, values }) => [name, type, values])).toEqual([
      ['a', FieldType.number, [1, null, 3]],
      ['b', FieldType.number, [null, 2, null]],
    ]);
  });

  it('keeps whole numbers beyond 2^53 exact, as text, and says so', () => {
    const frame = bodyToFrame('[{"id":7,"size":1e300},{"id":9007199254740993,"size":1}]', parseColumns('id bigint'));
    expect(frame.fields.map(({ type, values }) => [type, values])).toEqual([
      [FieldType.string, ['7', '9007199254740993']],
      [FieldType.number, [1e300, 1]],
    ]);
    expect(frame.meta?.notices).toMatchObject([{ severity: 'info', text: expect.stringMatching(/^“id” .* as text/) }]);
  });

  it('rounds them where they are drawn, and says so', () => {
    const frame = bodyToFrame('[{"id":9007199254740993}]', parseColumns('id bigint'), { exactIntegers: false });
    expect(frame.fields[0]).toMatchObject({ type: FieldType.number, values: [9007199254740992] });
    expect(frame.meta?.notices?.map((notice) => notice.text).join()).toMatch(/^“id” .* rounded/);
  });

  it('says nothing of large floats', () => {
    expect(bodyToFrame('[{"size":9007199254740993}]', parseColumns('size double precision')).meta).toBeUndefined();
  });

  it('gives units and readable names', () => {
    const frame = bodyToFrame(
      '[{"avg_duration_seconds":1,"success_rate":1,"memory_bytes":1,"last_run_at":null,"p95_duration_seconds":1}]',
      [],
      { ratios: true }
    );
    expect(frame.fields.map(({ config }) => [config.displayName, config.unit])).toEqual([
      ['Average duration', 's'],
      ['Success rate', 'percentunit'],
      ['Memory', 'bytes'],
      ['Last run', undefined],
      ['p95 duration', 's'],
    ]);
  });

  it("takes no stranger's exchange_rate for a percentage", () => {
    expect(bodyToFrame('[{"exchange_rate":7}]').fields[0].config.unit).toBeUndefined();
  });

  it('throws a SyntaxError for a truncated answer and a Fault for rows mixed with values', () => {
    expect(() => bodyToFrame('[{"a":1},{"a":')).toThrow(SyntaxError);
    expect(() => bodyToFrame('[{"a":1},2]')).toThrow(Fault);
  });
});

describe('bodyToFrame of a long answer', () => {
  const rows = Array.from({ length: 5_000 }, (_, id) => ({
    id,
    text: `},{"id":${id}},\n {"id":`,
    nested: [{ id: 1 }, { id: 2 }],
    odd: id === 4_321 ? 'last' : null,
  }));
  const compact = JSON.stringify(rows);
  const asPostgrest = `[${rows.map((row) => JSON.stringify(row)).join(',\n ')}]`;

  it.each([
    ['on one line', compact],
    ['a line a row', asPostgrest],
    ['with blanks', JSON.stringify(rows, null, 1)],
  ])('is the same as of a short one, %s, whatever looks like its separator', (_, text) => {
    const frame = bodyToFrame(text);
    expect(frame.length).toBe(rows.length);
    expect(frame.fields[0].values).toEqual(rows.map((row) => row.id));
    expect(frame.fields[1].values).toEqual(rows.map((row) => row.text));
    expect(frame.fields[2].values).toEqual(rows.map((row) => row.nested));
    expect(frame.fields[3].values[4_321]).toBe('last');
  });

  it('throws when it is cut off', () => {
    expect(() => bodyToFrame(compact.slice(0, -500))).toThrow(SyntaxError);
  });
});
