import { describe, expect, it } from 'vitest';
import type { Schema } from '../../schema/Schema';
import { completeRaw } from './completeRaw';
import { validateRaw } from './validateRaw';

const table = (name: string, columns: Record<string, string>) => ({
  ...{ schema: 'public', name, primaryKey: ['id'] },
  columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
});
const schema: Schema = {
  tables: [
    table('runs', {
      id: 'bigint',
      status: 'text',
      'Upper Case': 'text',
      client_id: 'bigint',
      data: 'jsonb',
      done: 'boolean',
    }),
    table('clients', { id: 'bigint', name: 'text' }),
  ],
  functions: [
    {
      ...{ schema: 'public', name: 'run_stats', returns: [] },
      args: [{ name: 'from_ts', type: 'timestamptz', optional: true }],
    },
  ],
  relations: [
    {
      ...{ name: 'runs_client_id_fkey', schema: 'public', table: 'runs', columns: ['client_id'] },
      ...{ foreignSchema: 'public', foreignTable: 'clients', foreignColumns: ['id'] },
    },
  ],
};

describe('validateRaw', () => {
  const marked = (text: string) => validateRaw(text, schema).map(({ from, to }) => text.slice(from, to));

  it.each([
    ['runs?status=eqq.1', 'eqq'],
    ['runs?status=1', '1'],
    ['runs?select=id,,status', ','],
    ['runs?select=id,clients(name', ''],
    ['runs?order=id.down', '.'],
    ['runs?or=(status.eq.1,id.xx.2)', 'xx'],
    ['runs?or=(status.eq."a)', '"a)'],
    ['runs?status=in.a,b', 'a'],
    ['runs?status=in.(a)b', 'b'],
    ['runs?status=is.empty', 'empty'],
    ['runs?data->>a->b=eq.1', '->'],
    ['runs?status=%65qq.1', '%65qq'],
    ['runs?status', 'status'],
    ['?select=id', ''],
    ['a b', 'a b'],
  ])('marks in %s the place %j', (text, place) => {
    expect(marked(text)).toEqual([place]);
  });

  it.each([
    ['runz', 'runz', 'is it “runs”'],
    ['rpc/runstats', 'runstats', 'is it “run_stats”'],
    ['runs?select=id,Status', 'Status', 'is it “status”'],
    ['runs?select=clients(nam)', 'nam', 'clients has no column'],
    ['runs?select=*,teams(*)', 'teams', 'related'],
    ['runs?clients.nme=eq.x&select=clients(*)', 'nme', 'is it “name”'],
    ['runs?or=(state.eq.x)', 'state', 'no column'],
    ['runs?order=clients(nam).desc&select=clients(*)', 'nam', 'clients has no column'],
  ])('warns in %s of %j, which was not discovered', (text, place, words) => {
    const problems = validateRaw(text, schema);
    expect(problems.map(({ from, to, severity }) => [text.slice(from, to), severity])).toEqual([[place, 'warning']]);
    expect(problems[0].message).toContain(words);
  });

  it.each([
    'runs?select=*,who:clients!runs_client_id_fkey!inner(name)&who.name=eq.x&limit=5',
    'runs?select=status,count(),spent:data->cost::numeric.sum()&order=status.desc.nullslast',
    'runs?status=in.($status)&"Upper Case"=not.is.null&clients=is.null&select=clients(*)',
    '/rest/v1/runs?or=(done.is.true,and(id.gt.5,status.like(any).{a*,b*}))',
    'https://x.supabase.co/rest/v1/runs?status=eq.a%20b',
    'rpc/run_stats?from_ts=${__from:date:iso}',
    '$table?select=anything',
    'runs?$column=eq.1',
  ])('finds nothing wrong with %s', (text) => {
    expect(validateRaw(text, schema)).toEqual([]);
  });

  it('warns of nothing while nothing was discovered', () => {
    expect(validateRaw('anything?x=eq.1', { tables: [], functions: [], relations: [] })).toEqual([]);
    expect(validateRaw('anything?x=eq.1')).toEqual([]);
  });
});

describe('completeRaw', () => {
  /** What stands after the best completion is taken at `|`. */
  const completed = (text: string) => {
    const caret = text.indexOf('|');
    const plain = text.replace('|', '');
    const [first] = completeRaw(plain, caret, schema, 'public');
    return plain.slice(0, first.from) + first.insert + plain.slice(first.to);
  };
  const labels = (text: string) =>
    completeRaw(text.replace('|', ''), text.indexOf('|'), schema, 'public').map(({ label }) => label);

  it.each([
    ['ru|', 'runs'],
    ['cl|ts?select=id', 'clients?select=id'],
    ['run_s|', 'rpc/run_stats'],
    ['rpc/ru|', 'rpc/run_stats'],
    ['rpc/run_stats?f|', 'rpc/run_stats?from_ts='],
    ['runs?sel|', 'runs?select='],
    ['runs?sta|', 'runs?status='],
    ['runs?Up|', 'runs?"Upper Case"='],
    ['runs?select=id,sta|', 'runs?select=id,status'],
    ['runs?select=id,cli|', 'runs?select=id,client_id'],
    ['runs?select=id,clients(na|)', 'runs?select=id,clients(name)'],
    ['runs?select=who:clients(na|', 'runs?select=who:clients(name'],
    ['runs?select=id.su|', 'runs?select=id.sum()'],
    ['runs?order=sta|', 'runs?order=status'],
    ['runs?order=status.de|', 'runs?order=status.desc'],
    ['runs?order=status.desc.nullsl|', 'runs?order=status.desc.nullslast'],
    ['runs?status=ili|', 'runs?status=ilike.'],
    ['runs?status=not.in|', 'runs?status=not.in.('],
    ['runs?done=is.t|', 'runs?done=is.true'],
    ['runs?or=(sta|', 'runs?or=(status'],
    ['runs?or=(status.eq.1,done.i|', 'runs?or=(status.eq.1,done.in.('],
    ['runs?select=clients(*)&clients.na|', 'runs?select=clients(*)&clients.name='],
  ])('completes %s to %s', (text, expected) => {
    expect(completed(text)).toBe(expected);
  });

  it('offers only operators that fit the column', () => {
    expect(labels('runs?id=|')).not.toContain('ilike');
    expect(labels('runs?data=|')).toContain('cs');
    expect(labels('runs?done=eq.|')).toEqual(['true', 'false']);
  });
});
