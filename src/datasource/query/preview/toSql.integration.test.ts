import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SupabaseForTest } from '../../../../demo/stack/SupabaseForTest';
import type { Relation, Schema } from '../../schema/Schema';
import type { Embed, TableQuery } from '../model';
import { tableQuery } from '../tableQuery';
import { toSql } from './toSql';
import { toUrl } from './toUrl';

const range = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 20) };
const key = (table: string, column: string, foreignTable: string): Relation => ({
  ...{ name: `${table}_${column}_fkey`, schema: 'public', table, columns: [column] },
  ...{ foreignSchema: 'public', foreignTable, foreignColumns: ['id'] },
});
const known: Pick<Schema, 'relations'> = {
  relations: [
    key('jobs', 'owner_id', 'owners'),
    key('job_labels', 'job_id', 'jobs'),
    key('job_labels', 'label_id', 'labels'),
  ],
};
const embed = (relation: string, own: Partial<Embed> = {}): Embed => ({
  ...{ relation, join: 'left', columns: [], aggregates: [], filters: [], order: [], embeds: [] },
  ...own,
});

let running: SupabaseForTest;

beforeAll(async () => {
  running = await SupabaseForTest.start();
  await running.sql.unsafe(`
    create table public.owners (id int primary key, name text);
    create table public.jobs (
      id int primary key, "Odd ""name""" text, cost numeric, at timestamptz, data jsonb, tags text[], owner_id int references public.owners
    );
    create table public.labels (id int primary key, label text);
    create table public.job_labels (
      job_id int references public.jobs, label_id int references public.labels, primary key (job_id, label_id)
    );
    grant select on public.owners, public.jobs, public.labels, public.job_labels to reader;
    insert into public.owners values (1, 'Ann'), (2, 'Bob');
    insert into public.labels values (1, 'slow'), (2, 'new');
    insert into public.jobs select
      n, (array['a,b', 'it''s', 'back\\\\slash', '50%', ''])[n % 5 + 1], n * 1.5, '2026-11-01T00:00:00Z'::timestamptz + n * interval '1 day',
      jsonb_build_object('team', 't' || n % 2, 'sizes', jsonb_build_array(n, n + 1)), array['x', 'y' || n % 3], nullif(n % 3, 0)
      from generate_series(1, 30) n;
    insert into public.job_labels select n, n % 2 + 1 from generate_series(1, 20) n;
  `);
  await running.supabase.reloadSchema();
});

afterAll(() => running?.stop());

describe('toSql answers in Postgres what the request answers', () => {
  const cases: Array<[string, Partial<TableQuery>]> = [
    [
      'columns with paths, casts and other names',
      {
        columns: [
          { column: 'id' },
          { column: 'Odd "name"', alias: 'a "b"' },
          { column: 'data', path: ['sizes', '0'], cast: 'int8' },
          { column: 'data', path: ['sizes'], asJson: true, alias: 'all' },
        ],
      },
    ],
    [
      'filters of all kinds',
      {
        columns: [{ column: 'id' }],
        filters: [
          { column: 'Odd "name"', operator: 'in', value: ['a,b', "it's", 'back\\slash', ''] },
          { column: 'tags', operator: 'cs', value: ['x'] },
          {
            match: 'any',
            filters: [
              { column: 'Odd "name"', operator: 'like(any)', value: ['a*', '%slash'] },
              { column: 'data', path: ['team'], operator: 'eq', value: 't1', negate: true },
              { match: 'all', negate: true, filters: [{ column: 'owner_id', operator: 'is', value: 'null' }] },
            ],
          },
          { column: 'data', operator: 'csjson', value: '{"team":"t1"}', negate: true },
          { column: 'owner_id', operator: 'isdistinct', value: '2' },
        ],
      },
    ],
    ['a time range', { columns: [{ column: 'id' }], timeColumn: 'at' }],
    [
      'figures by group',
      {
        columns: [
          { column: 'data', path: ['team'] },
          { column: 'data', path: ['sizes', '1'], cast: 'int8', alias: 'size' },
        ],
        aggregates: [
          { function: 'count' },
          { function: 'sum', column: 'cost', alias: 'spent' },
          { function: 'max', column: 'at', cast: 'date' },
        ],
        order: [],
      },
    ],
    [
      'the row that it belongs to, and sorted by it',
      {
        columns: [{ column: 'id' }],
        embeds: [
          embed('owners', {
            columns: [{ column: 'name' }],
            join: 'inner',
            filters: [{ column: 'name', operator: 'neq', value: 'x' }],
          }),
        ],
        order: [
          { embed: 'owners', column: 'name', direction: 'desc' },
          { column: 'id', direction: 'asc' },
        ],
      },
    ],
    [
      'a row beside its own columns',
      {
        columns: [{ column: 'id' }],
        embeds: [embed('owners', { columns: [{ column: 'name', alias: 'owner' }], spread: true })],
      },
    ],
    [
      'rows along two keys, some of them',
      {
        columns: [{ column: 'id' }],
        embeds: [
          embed('labels', {
            columns: [{ column: 'label' }],
            order: [{ column: 'label', direction: 'desc' }],
            limit: 1,
          }),
          embed('job_labels', { alias: 'links', columns: [{ column: 'label_id' }], join: 'inner' }),
        ],
        limit: 7,
      },
    ],
  ];

  it.each(cases)('%s', async (_, own) => {
    const order: TableQuery['order'] = own.aggregates ? [] : [{ column: 'id', direction: 'asc' }];
    const query = tableQuery({ table: 'jobs', order, ...own });
    const url = toUrl(query, range);
    const { body } = await running.ask(url.slice('/rest/v1'.length));
    const sql = toSql(query, 'public', range, known).replace(/;$/, '');
    const [{ rows }] = await running.sql.unsafe(
      `select coalesce(json_agg(found), '[]') as rows from (${sql}) as found`
    );
    const inOrder = (found: unknown) =>
      own.aggregates && Array.isArray(found) ? found.map((row) => JSON.stringify(row)).sort() : found;
    expect(inOrder(rows)).toEqual(inOrder(body));
    expect(body).not.toEqual([]);
  });

  it('what the browser sums up, Postgres sums up the same', async () => {
    const query = tableQuery({
      ...{ table: 'jobs', timeColumn: 'at', bucket: { every: '1w' }, order: [] },
      columns: [{ column: 'data', path: ['team'] }],
      aggregates: [{ function: 'sum', column: 'cost' }],
    });
    const sql = toSql(query, 'public', { ...range, timezone: 'UTC' });
    expect(sql).toMatch(/^-- The plugin reads the rows/);
    const rows = await running.sql.unsafe(sql);
    expect(rows).toContainEqual({ at: new Date('2026-11-02T00:00:00Z'), team: 't1', sum: '24.0' });
    expect(rows).toHaveLength(6); // two teams in three weeks
  });

  it('what the browser sums up is sorted by what the result has, whatever else is related', async () => {
    const query = tableQuery({
      ...{ table: 'jobs', aggregateIn: 'browser', limit: 2 },
      columns: [{ column: 'data', path: ['team'] }],
      aggregates: [
        { function: 'sum', column: 'data', path: ['sizes', '0'] },
        { function: 'sum', column: 'cost', cast: 'int' },
      ],
      embeds: [embed('owners', { columns: [{ column: 'name' }] }), embed('labels', { join: 'inner' })],
      order: [
        { column: 'id', direction: 'asc' },
        { column: 'sum', direction: 'desc' },
        { column: 'name', embed: 'owners', direction: 'asc' },
      ],
    });
    const rows = await running.sql.unsafe(toSql(query, 'public', undefined, known)).values();
    expect(rows).toEqual([
      ['t0', '110', 165],
      ['t1', '100', 150],
    ]);
    const counted = await running.sql.unsafe(
      toSql({ ...query, aggregates: [], order: [] }, 'public', undefined, known)
    );
    expect(counted).toContainEqual({ team: 't1', count: '10' });
  });

  it('a call names its arguments', async () => {
    const sql = toSql(
      {
        refId: 'A',
        version: 2,
        queryType: 'rpc',
        function: 'say',
        args: { what: "it's\\", items: ['a"b', ','] },
        format: 'table',
      },
      'scrapewatch'
    );
    expect(sql).toBe(`select * from "scrapewatch"."say"("what" => E'it''s\\\\', "items" => E'{"a\\\\"b",","}');`);
  });
});
