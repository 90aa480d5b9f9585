import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from './answer';
import { relatedTables } from './editor/table/relatedTables';
import { queryVersion, type ArgValue, type RpcQuery } from './query/model';
import { tableQuery } from './query/tableQuery';
import type { Discovered } from './schema/Discovery';
import { startForeignDatabase, type ForeignDatabase } from './testing/startForeignDatabase';

let db: ForeignDatabase;
beforeAll(async () => {
  db = await startForeignDatabase();
}, 120_000);
afterAll(() => db?.stop());

describe('functions, asked as discovery tells them', () => {
  let found: Discovered;
  beforeAll(async () => {
    found = await db.discovery().load();
  });

  async function rowsOf(name: string, args: Record<string, ArgValue>): Promise<unknown[][]> {
    const known = found.functions.find((each) => each.schema === 'shop' && each.name === name);
    const variadic = known?.args.find((argument) => argument.variadic)?.name;
    const rest = { refId: 'A', version: queryVersion, schema: 'shop', format: 'table' } as const;
    const query: RpcQuery = { ...rest, queryType: 'rpc', function: name, args, variadic };
    const [frame] = await answer(query, db.context());
    return Array.from({ length: frame.length }, (_, row) => frame.fields.map((field) => field.values[row]));
  }

  const asked: Array<[name: string, args: Record<string, ArgValue>, rows: unknown[][]]> = [
    ['answer', {}, [[42]]],
    ['letters', {}, [['a'], ['b,c'], [null]]],
    ['big_number', {}, [['12345678901234567890.5']]],
    ['people_of', { country: 'DE', moods: ['very "happy"'], at_most: '1' }, [[1, 'ada']]],
    ['one_person', { id: '2' }, [[2, 'bob']]],
    ['figures', {}, [[3, 'twice']]],
    [
      'table_of',
      { up_to: '2' },
      [
        [1, 1],
        [2, 4],
      ],
    ],
    ['total', { numbers: ['1', '2', '3'] }, [[6]]],
    ['area', { radius: '2' }, [[12]]],
    ['area', { width: '2', height: '3' }, [[6]]],
    ['feels', { mood: 'comma, paren)', outlook: 'sad' }, [['comma, paren)/sad']]],
  ];
  it.each(asked)('%s %j', async (name, args, rows) => {
    const answered = await rowsOf(name, args);
    expect(answered.map((row) => row.slice(0, 2))).toEqual(rows);
  });

  it('one that writes is refused, with what mends it', async () => {
    await expect(rowsOf('write_something', {})).rejects.toMatchObject({ code: 'read-only' });
  });
});

describe('a server without our functions', () => {
  const isOurs = ({ url }: { url: string }) => url.includes('/rpc/describe');
  const isRoot = ({ url }: { url: string }) => url.endsWith('/read/');

  it('tells tables, keys and foreign keys at its OpenAPI root, enough for the builder', async () => {
    const discovery = db.discovery(db.send(isOurs));
    const found = await discovery.load();
    expect(found).toMatchObject({ source: 'openapi' });
    const products = found.tables.find(({ name }) => name === 'order_products');
    expect(products?.primaryKey).toEqual(['order_id', 'product_id']);
    const [related] = relatedTables(found, 'shop', 'order_products').filter(({ table }) => table === 'products');
    expect(related).toMatchObject({ kind: 'one', relation: 'products' });
    const embed = {
      join: 'left',
      columns: [{ column: 'name' }],
      aggregates: [],
      filters: [],
      order: [],
      embeds: [],
    } as const;
    const query = tableQuery({
      ...{ schema: 'shop', table: 'order_products', columns: [{ column: 'quantity' }] },
      embeds: [
        {
          ...embed,
          columns: [...embed.columns],
          aggregates: [],
          filters: [],
          order: [],
          embeds: [],
          relation: 'products',
        },
      ],
      filters: [{ column: 'product_id', operator: 'eq', value: '3' }],
    });
    const [frame] = await answer(query, db.context(discovery));
    expect(frame.fields.map((field) => [field.name, field.values])).toEqual([
      ['quantity', [1]],
      ['products.name', ['A red hat']],
    ]);
  });

  it('that refuses the root too says so, and answers for each name that is typed', async () => {
    const discovery = db.discovery(db.send((request) => isOurs(request) || isRoot(request)));
    const found = await discovery.load();
    expect(found).toMatchObject({ source: 'none', tables: [] });
    expect(found.problem?.mend).not.toBe('');
    const { table } = await discovery.probe('shop', 'products');
    expect(table?.columns.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['id', 'name', 'price', 'tags', 'sold_during'])
    );
    expect(discovery.known()?.source).toBe('probe');
    expect((await discovery.probe('shop', 'product')).suggestions).toEqual(['products']);
    expect((await discovery.probe('shop', 'empty_table')).table?.columns).toEqual([]);
    expect((await discovery.probe('shop', 'not_granted')).problem?.code).toBe('not-granted');
  });
});
