import { createClient } from '@supabase/supabase-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../transport/Fault';
import { isFilterGroup, type FilterNode, type RpcQuery, type TableQuery } from '../model';
import { readRequest } from '../raw/readRequest';
import { tableQuery } from '../tableQuery';
import { anyTableQuery, anyText } from '../testing/arbitraryQuery';
import { toSupabaseJs } from './toSupabaseJs';
import { toUrl } from './toUrl';

const range = { from: Date.UTC(2026, 10, 21), to: Date.UTC(2026, 10, 22) };

const asked: Array<{ url: string; schema: string | null }> = [];
const supabase = createClient('https://project.supabase.co', 'key', {
  auth: { persistSession: false, autoRefreshToken: false },
  global: {
    fetch: (url, init) => {
      asked.push({ url: String(url), schema: new Headers(init?.headers).get('Accept-Profile') });
      return Promise.resolve(new Response('[]', { headers: { 'Content-Type': 'application/json' } }));
    },
  },
});

/** Runs the code with the real client on a server that only listens; the address that was asked, and its schema. */
async function run(code: string): Promise<{ url: string; schema: string | null }> {
  asked.length = 0;
  const call = new Function('supabase', `return (async () => { ${code}\nreturn { data, error }; })()`) as (
    client: unknown
  ) => Promise<unknown>;
  await call(supabase);
  expect(asked).toHaveLength(1);
  return asked[0];
}

/** What an address asks, in a form that does not depend on how it is written. */
function meaning(url: string): unknown {
  const { name, isFunction, pairs, problems } = readRequest(url, false);
  expect(problems).toEqual([]);
  const plain = pairs.map(({ pair }) => (pair.kind === 'filter' ? { ...pair, node: unwrapped(pair.node) } : pair));
  return { name, isFunction, pairs: new Set(plain.map((pair) => JSON.stringify(pair))) };
}

/** “Any of one condition” is the condition. */
function unwrapped(node: FilterNode): FilterNode {
  const isOne = isFilterGroup(node) && !node.negate && node.filters.length === 1 && isFilterGroup(node.filters[0]);
  return isOne ? unwrapped(node.filters[0]) : node;
}

async function expectSame(query: TableQuery | RpcQuery): Promise<void> {
  const { url, schema } = await run(toSupabaseJs(query, 'metrics', range));
  expect(meaning(url)).toEqual(meaning(toUrl(query, range, 'https://project.supabase.co')));
  expect(schema).toBe('metrics');
}

describe('toSupabaseJs', () => {
  it('is code that the real client runs, asking the address that we ask, for any query', async () => {
    await fc.assert(
      fc.asyncProperty(anyTableQuery, async (query) => {
        // Its select loses spaces after a quote within quotes.
        const select = new URL(`https://x${toUrl(query)}`).searchParams.get('select') ?? '';
        fc.pre(!/\\"|\s/.test(select) && /^[a-z]+$/.test(query.table));
        await expectSame(query);
      }),
      { numRuns: 50, seed: 5 }
    );
  }, 30_000);

  it('calls functions with lists and texts of any kind', async () => {
    const value = anyText.filter((text) => !text.includes('\0'));
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1 }), value, async (list, one) => {
        const query: RpcQuery = {
          ...{ refId: 'A', version: 2, queryType: 'rpc', format: 'table' },
          ...{ function: 'run_stats', args: { list, one } },
        };
        try {
          await expectSame(query);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Fault); // it looks like a filter
        }
      }),
      { numRuns: 100, seed: 5 }
    );
  });

  it('reads like what a person would write', () => {
    const query = tableQuery({
      table: 'runs',
      columns: [{ column: 'id' }, { column: 'status' }],
      embeds: [
        {
          ...{ relation: 'clients', join: 'inner', columns: [{ column: 'name' }], aggregates: [], embeds: [] },
          filters: [{ column: 'tier', operator: 'eq', value: 'gold' }],
          order: [{ column: 'name', direction: 'asc' }],
          limit: 3,
        },
      ],
      filters: [
        { column: 'status', operator: 'in', value: ['failed', 'cancelled'] },
        { column: 'error', operator: 'is', value: 'null', negate: true },
        {
          match: 'any',
          filters: [
            { column: 'retries', operator: 'gt', value: '3' },
            { column: 'tags', operator: 'cs', value: ['slow'] },
          ],
        },
        { column: 'note', operator: 'wfts', value: 'time out', language: 'english' },
      ],
      timeColumn: 'queued_at',
      order: [{ column: 'queued_at', direction: 'desc', nulls: 'last' }],
      limit: 20,
      count: 'estimated',
    });
    expect(toSupabaseJs(query, 'public')).toMatchInlineSnapshot(`
      "const { data, error } = await supabase
        .schema('public')
        .from('runs')
        .select('id,status,clients!inner(name)', { count: 'estimated' })
        .in('status', ['failed', 'cancelled'])
        .not('error', 'is', 'null')
        .or('retries.gt.3,tags.cs."{\\\\"slow\\\\"}"')
        .textSearch('note', 'time out', { type: 'websearch', config: 'english' })
        .gte('queued_at', '\${__from:date:iso}')
        .lt('queued_at', '\${__to:date:iso}')
        .order('queued_at', { ascending: false, nullsFirst: false })
        .eq('clients.tier', 'gold')
        .order('name', { ascending: true, referencedTable: 'clients' })
        .limit(3, { referencedTable: 'clients' })
        .limit(20);"
    `);
  });

  it('sends a group of conditions as the same group', async () => {
    const filters: TableQuery['filters'] = [
      {
        match: 'all',
        negate: true,
        filters: [
          { column: 'a', operator: 'eq', value: 'x,"y"' },
          { match: 'any', filters: [{ column: 'b.c', operator: 'in', value: ['1', ')'] }] },
        ],
      },
    ];
    const { url } = await run(toSupabaseJs(tableQuery({ table: 'runs', filters }), 'public'));
    expect(new URL(url).searchParams.get('or')).toBe('(not.and(a.eq."x,\\"y\\"",or("b.c".in.("1",")"))))');
  });
});
