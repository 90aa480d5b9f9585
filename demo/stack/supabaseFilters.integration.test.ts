import fc from 'fast-check';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScrapewatch, SupabaseForTest } from './SupabaseForTest';

let running: SupabaseForTest;
let ask: SupabaseForTest['ask'];
let sql: postgres.Sql;

beforeAll(async () => {
  running = await SupabaseForTest.start();
  ask = running.ask.bind(running);
  ({ sql } = running);
});

afterAll(() => running?.stop());

describe('filter values', () => {
  const tricky = [
    '007',
    '1e3',
    '0x10',
    '+5',
    '5.0',
    'Infinity',
    'null',
    'NULL',
    'not_null',
    'unknown',
    'true',
    'False',
    '',
    ' ',
    ' a ',
    '"quoted"',
    '"',
    'a"b',
    'a\\b',
    '\\',
    'a,b',
    '(a)',
    ')',
    '),or(id.gt.0',
    '%2C',
    '%',
    '*',
    'a*b',
    '_',
    '{}',
    '{a}',
    '{"a":1}',
    '[1]',
    'eq.5',
    'is.null',
    'in.(a)',
    '.',
    'é🙂',
    "'; drop table notes; --",
    'a&b=c',
    'a+b',
    'a;b',
    '9007199254740993',
    '\t',
    '\n',
  ];
  const quoted = (value: string) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

  beforeAll(async () => {
    const random = fc.sample(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'",.()\\{}%* a1:') })), {
      numRuns: 60,
      seed: 7,
    });
    const values = [...new Set([...tricky, ...random])].filter((value) => !value.includes('\0'));
    await sql`insert into public.notes ${sql(values.map((note, id) => ({ id, note, flag: id % 2 === 0, tags: [note] })))}`;
  });

  async function compare(
    toQuery: (value: string) => string,
    condition: (value: string) => postgres.Fragment
  ): Promise<void> {
    const rows = await sql<Array<{ note: string }>>`select note from public.notes order by id`;
    for (const { note } of rows) {
      const { text, body } = await ask(`/notes?select=id&order=id&${toQuery(note)}`);
      const expected = await sql`select id::int from public.notes where ${condition(note)} order by id`;
      expect(body, `${JSON.stringify(note)}: ${text}`).toEqual([...expected]);
    }
  }

  it('of eq are compared as they are', () =>
    compare(
      (value) => `note=eq.${encodeURIComponent(value)}`,
      (value) => sql`note = ${value}`
    ));
  it('of neq are compared as they are', () =>
    compare(
      (value) => `note=neq.${encodeURIComponent(value)}&id=lt.5`,
      (value) => sql`note <> ${value} and id < 5`
    ));
  it('of in are compared as they are', () =>
    compare(
      (value) => `note=in.${encodeURIComponent(`(x,${quoted(value)})`)}`,
      (value) => sql`note in ('x', ${value})`
    ));
  it('in or=(…) are compared as they are', () =>
    compare(
      (value) => `or=${encodeURIComponent(`(note.eq.${quoted(value)},and(id.lt.3,note.not.in.(${quoted(value)},y)))`)}`,
      (value) => sql`note = ${value} or (id < 3 and note not in (${value}, 'y'))`
    ));
  it('of function arguments arrive as they are', async () => {
    for (const value of tricky) {
      const items = encodeURIComponent(`{${quoted(value)}}`);
      const { body } = await ask(`/rpc/say?what=${encodeURIComponent(value)}&items=${items}&flag=true`, inScrapewatch);
      expect(body).toEqual({ what: value, flag: true, items: [value] });
    }
    expect((await ask('/rpc/say?what=null&items={}', inScrapewatch)).body).toEqual({
      what: 'null',
      flag: null,
      items: [],
    });
  });

  it('of booleans and ids above 2^53 are exact', async () => {
    expect((await ask('/notes?select=id&flag=eq.true&id=lt.4&order=id')).body).toEqual([{ id: 0 }, { id: 2 }]);
    expect((await ask('/runs?select=status&id=eq.9007199254740993')).body).toHaveLength(1);
    expect((await ask('/runs?select=status&id=eq.9007199254740992')).body).toEqual([]);
  });

  it('on one column are all applied, as are several or=', async () => {
    expect((await ask('/notes?select=id&id=neq.0&id=neq.1&id=lt.4&id=not.eq.2&order=id')).body).toEqual([{ id: 3 }]);
    const both = await ask('/notes?select=id&or=(id.eq.1,id.eq.2)&or=(id.eq.2,id.eq.3)');
    expect(both.body).toEqual([{ id: 2 }]);
    const mixed = await ask('/notes?select=id&and=(id.lt.5)&not.or=(id.eq.1,id.eq.2)&not.and=(id.gte.3,id.lt.5)');
    expect(mixed.body).toEqual([{ id: 0 }]);
  });

  it('of like take * for %', async () => {
    const { body } = await ask('/notes?select=note&note=like.*rop%20table*');
    expect(body).toEqual([{ note: "'; drop table notes; --" }]);
  });

  it('do not show up altered in Content-Location', async () => {
    const { headers } = await ask('/notes?select=id&id=eq.1');
    expect(headers.get('content-location')).toBe('/notes?select=id&id=eq.1');
  });
});
