import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { thresholds } from '../../catalog/thresholds';
import { parseContract } from './parseContract';
import { as, type Sql, startTestServer, type TestServer } from './testDatabase';

const contract = parseContract();
let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
});
afterAll(() => server?.stop());

function relationColumns(name: string) {
  return sql<Array<{ name: string; type: string; nullable: boolean }>>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable
    from pg_attribute a where a.attrelid = ${`scrapewatch.${name}`}::regclass and a.attnum > 0 and not a.attisdropped
    order by a.attnum`;
}

describe('CONTRACT.md', () => {
  it('names every relation and function of scrapewatch that the reader may use, and no other', async () => {
    const usable = await as(
      sql,
      'scrapewatch_reader',
      `select distinct name from scrapewatch.describe() where schema = 'scrapewatch'`
    );
    const promised = [...contract.views, ...contract.tables, ...contract.functions].map(({ name }) => name);
    expect(usable.map((row) => String(row.name)).sort()).toEqual([...promised].sort());
  });

  it.each(contract.views)('view $name has the columns promised, in order', async ({ name, columns }) => {
    const found = await relationColumns(name);
    expect(found.map((column) => `${column.name} ${column.type}`)).toEqual(
      columns.map((column) => `${column.name} ${column.type}`)
    );
  });

  it.each(contract.views)('view $name lets no leaky filter see more than its rows', async ({ name }) => {
    const [view] =
      await sql`select reloptions, relrowsecurity from pg_class where oid = ${`scrapewatch.${name}`}::regclass`;
    expect(view?.reloptions).toEqual(['security_barrier=true']);
  });

  it.each(contract.tables)(
    'table $name has the columns promised, in order, null only where promised',
    async (table) => {
      const found = await relationColumns(table.name);
      const [relation] = await sql`select relkind from pg_class where oid = ${`scrapewatch.${table.name}`}::regclass`;
      const isView = relation?.relkind === 'v'; // PostgreSQL calls every column of a view nullable
      expect(isView ? found.map(({ name, type }) => ({ name, type })) : [...found]).toEqual(
        isView ? table.columns.map(({ name, type }) => ({ name, type })) : table.columns
      );
    }
  );

  it.each(contract.functions)(
    'function $name takes and gives what is promised',
    async ({ name, columns, ...promised }) => {
      const rows = await sql<
        Array<{ arguments: string; result: string; volatility: string; config: string[]; definer: boolean }>
      >`
      select pg_get_function_identity_arguments(p.oid) as arguments, pg_get_function_result(p.oid) as result,
        p.provolatile as volatility, p.proconfig as config, p.prosecdef as definer
      from pg_proc p where p.pronamespace = 'scrapewatch'::regnamespace and p.proname = ${name}`;
      const result = columns.map((column) => `${column.name} ${column.type}`).join(', ');
      expect(rows.map((row) => ({ ...row, result: row.result.replaceAll('"', '') }))).toEqual([
        {
          arguments: promised.arguments.join(', '),
          result: `TABLE(${result})`,
          volatility: 's',
          config: expect.arrayContaining(['search_path=pg_catalog, pg_temp']) as string[],
          definer: false,
        },
      ]);
    }
  );

  it('every function and relation of schema scrapewatch has a comment', async () => {
    const silent = await sql`
      select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace = 'scrapewatch'::regnamespace and obj_description(p.oid, 'pg_proc') is null
      union all
      select c.oid::regclass::text from pg_class c
      where c.relnamespace = 'scrapewatch'::regnamespace and c.relkind in ('r', 'v') and obj_description(c.oid, 'pg_class') is null`;
    expect([...silent]).toEqual([]);
  });
});

describe('settings', () => {
  it('hold exactly the figures of catalog/thresholds.ts', async () => {
    const rows = await as(sql, 'scrapewatch_reader', 'select key, value, unit, description from scrapewatch.settings');
    expect(Object.fromEntries(rows.map(({ key, ...rest }) => [key, rest]))).toEqual(thresholds);
  });
});
