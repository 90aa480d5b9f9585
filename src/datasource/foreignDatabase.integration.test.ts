import { FieldType, type Field } from '@grafana/data';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from './answer';
import { chooseTable } from './editor/table/chooseTable';
import { relatedTables, type RelatedTable } from './editor/table/relatedTables';
import { toTableContext } from './editor/table/TableContext';
import type { Embed, Filter, TableQuery } from './query/model';
import { operators } from './query/operators';
import { operatorsFor } from './query/operatorsFor';
import { tableQuery } from './query/tableQuery';
import type { Discovered, Discovery } from './schema/Discovery';
import type { ColumnInfo, Relation, TableInfo } from './schema/Schema';
import { startForeignDatabase, type ForeignDatabase } from './testing/startForeignDatabase';
import { Fault } from './transport/Fault';

let db: ForeignDatabase;
let discovery: Discovery;
let found: Discovered;

beforeAll(async () => {
  db = await startForeignDatabase();
  discovery = db.discovery();
  found = await discovery.load();
}, 120_000);

afterAll(() => db?.stop());

const schema = 'shop';
/** Tables whose names Grafana's proxy cannot carry; they can be embedded. */
const unreachable = ['Order Lines'];
/** What Supabase Lite cannot do and PostgREST can: docs/decisions/0013-postgrest-differences.md. */
const notOnLite = {
  tables: ['dotted.name'],
  /** A row within a row comes as text, not as JSON. */
  values: ['pair'],
  /** Views that group have no relations there. */
  embedded: ['buyers', 'product_figures'],
  /** It counts as a junction what has two foreign keys, wherever its primary key lies. */
  ambiguous: ['happy_people → cities'],
};
/** Their text is not what a condition takes: `$12.50` is a variable's name, a regtype and a row are written otherwise. */
const notAsText = ['cash', 'type_', 'pair'];
const readable = [
  ...['$money', 'Order', 'awkward', 'buyers', 'categories', 'cities', 'countries', 'empty_table', 'everyone'],
  ...[
    'far_times',
    'happy_people',
    'hidden_by_policy',
    'keyless',
    'managers_view',
    'measurements',
    'nested',
    'order_products',
  ],
  ...[
    'partly_granted',
    'passports',
    'people',
    'product_categories',
    'product_figures',
    'products',
    'select',
    'types',
    'wide',
  ],
];

const ident = (name: string) => `"${name.replaceAll('"', '""')}"`;
const sqlName = (table: string) => `shop.${ident(table)}`;

function tableOf(name: string): TableInfo {
  const table = found.tables.find((each) => each.schema === schema && each.name === name);
  if (table === undefined) {
    throw new Error(`discovery did not find ${name}`);
  }
  return table;
}

/** What the builder makes of a table that is chosen, in an order that is the same each time. */
function built(name: string, change: Partial<TableQuery> = {}): TableQuery {
  const empty = tableQuery({ schema, table: '', columns: [], order: [] });
  const { query } = chooseTable(empty, toTableContext(found, schema, name));
  const order = orderOf(tableOf(name)).map((column) => ({ column, direction: 'asc' as const }));
  return { ...query, order, limit: undefined, ...change };
}

function orderOf({ primaryKey, columns }: TableInfo): string[] {
  return primaryKey.length > 0 ? primaryKey : columns.slice(0, 1).map(({ name }) => name);
}

async function fieldsOf(query: TableQuery): Promise<Field[]> {
  const [frame] = await answer(query, db.context(discovery));
  return frame.fields;
}

/** A column as PostgreSQL itself writes it, in the form that a field of this type has. */
async function expectedValues(
  table: TableInfo,
  { name, type, baseType }: ColumnInfo,
  field: Field
): Promise<unknown[]> {
  const column = `t.${ident(name)}`;
  const text = field.type === FieldType.other ? `to_jsonb(${column})::text` : `to_jsonb(${column}) #>> '{}'`;
  const isTime = field.type === FieldType.time || (baseType ?? type) === 'interval';
  const isFinite = type.startsWith('timestamp') ? `isfinite(${column})` : 'true';
  const value = isTime ? `case when ${isFinite} then (extract(epoch from ${column}) * 1000)::text end` : text;
  const order = orderOf(table)
    .map((each) => `t.${ident(each)}`)
    .join(', ');
  const rows = await db.sql.unsafe<Array<{ value: string | null }>>(
    `select ${value} as value from ${sqlName(table.name)} t order by ${order}`
  );
  return rows.map((row) => toFieldValue(row.value, field, (baseType ?? type) === 'interval'));
}

function toFieldValue(text: string | null, { type }: Field, isInterval: boolean): unknown {
  if (text === null) {
    return null;
  }
  switch (type) {
    case FieldType.time:
      return Math.floor(Number(text));
    case FieldType.number:
      return isInterval ? Number(text) / 1000 : Number(text);
    case FieldType.boolean:
      return text === 'true';
    case FieldType.other:
      // A number that a double cannot hold stays as it is written.
      return JSON.parse(text.replace(/(?<=: )\d{16,}/g, '"$&"'));
    default:
      return text;
  }
}

describe('discovery of a stranger', () => {
  it('lists every table and view that the reader may read, and nothing else', () => {
    const names = found.tables.filter((table) => table.schema === schema).map(({ name }) => name);
    expect(names.sort()).toEqual([...readable, ...unreachable, ...notOnLite.tables, 'unfilled'].sort());
    expect(found.tables.filter((table) => table.schema === 'Back Office').map(({ name }) => name)).toEqual(['staff']);
    expect(found.problem).toBeUndefined();
  });

  it('tells kinds, keys, labels, what stands under a domain, and what is granted of a table', () => {
    expect(tableOf('cities').primaryKey).toEqual(['country', 'name']);
    expect(tableOf('happy_people').kind).toBe('view');
    expect(tableOf('product_figures').kind).toBe('materialized view');
    expect(tableOf('countries').comment).toBe('Where people live.');
    const labels = ['sad', 'so-so', 'very "happy"', 'comma, paren)'];
    const column = (table: string, name: string) => tableOf(table).columns.find((each) => each.name === name);
    expect(column('people', 'mood')).toMatchObject({ type: 'shop.mood', values: labels, nullable: false });
    expect(column('people', 'outlook')).toMatchObject({ type: 'shop.outlook', baseType: 'shop.mood', values: labels });
    expect(column('people', 'past_moods')).toMatchObject({ elementValues: labels });
    expect(column('products', 'price')).toMatchObject({ type: 'shop.price', baseType: 'numeric(12,2)' });
    expect(column('countries', 'code')?.comment).toBe('ISO 3166');
    expect(tableOf('partly_granted')).toMatchObject({ isPartial: true, primaryKey: ['id'] });
    expect(tableOf('partly_granted').columns.map(({ name }) => name)).toEqual(['id', 'shown', 'person_id']);
    expect(tableOf('wide').columns).toHaveLength(300);
  });

  it('tells foreign keys of tables and of views, composite ones, those to oneself and those that are unique', () => {
    const key = (table: string, foreignTable: string) =>
      found.relations
        .filter((each) => each.table === table && each.foreignTable === foreignTable)
        .map(({ name, columns, foreignColumns, unique }) => ({ name, columns, foreignColumns, unique }));
    expect(key('people', 'cities')).toEqual([
      { name: 'people_country_city_fkey', columns: ['country', 'city'], foreignColumns: ['country', 'name'] },
    ]);
    expect(key('people', 'people')).toHaveLength(1);
    expect(key('passports', 'people')).toMatchObject([{ unique: true }]);
    expect(key('Order', 'people').map(({ name }) => name)).toEqual(['order_buyer', 'order_seller']);
    expect(key('Order', 'managers_view')).toMatchObject([
      { foreignColumns: ['person'] },
      { foreignColumns: ['person'] },
    ]);
    expect(key('Order', 'nested')).toEqual([]);
    expect(key('partly_granted', 'people')).toHaveLength(1);
  });

  it('tells functions with arguments, overloads, variadics, and what they return', () => {
    const functions = new Map(found.functions.map((each) => [each.name, each]));
    const names = ['answer', 'area', 'big_number', 'feels', 'figures', 'letters', 'nothing', 'one_person', 'people_of'];
    expect([...functions.keys()].sort()).toEqual([...names, 'table_of', 'total', 'write_something']);
    expect(functions.get('area')?.overloads?.map((args) => args.length)).toEqual([1, 2]);
    expect(functions.get('total')?.args).toEqual([
      { name: 'numbers', type: 'integer[]', optional: true, variadic: true },
    ]);
    expect(functions.get('feels')?.args[0].values).toContain('so-so');
    expect(functions.get('people_of')?.args.map(({ optional }) => optional)).toEqual([false, true, true]);
    expect(functions.get('figures')?.returns).toMatchObject([{ name: 'total', type: 'numeric' }, { name: 'Label' }]);
    expect(functions.get('letters')).toMatchObject({ returns: [], returnType: 'text', returnsSet: true });
    expect(functions.get('write_something')?.volatility).toBe('volatile');
  });
});

describe('every table and view, chosen in the builder', () => {
  it.each(readable.filter((name) => name !== 'far_times'))(
    '%s answers every column as PostgreSQL does',
    async (name) => {
      const table = tableOf(name);
      const fields = await fieldsOf(built(name));
      expect(fields.map((field) => field.name)).toEqual(table.columns.map((column) => column.name));
      for (const [at, column] of table.columns.entries()) {
        if (notOnLite.values.includes(column.name)) {
          continue;
        }
        const expected = name === 'hidden_by_policy' ? [] : await expectedValues(table, column, fields[at]);
        expect([column.name, fields[at].values]).toEqual([column.name, expected]);
      }
    }
  );

  it('times that no double of milliseconds or four digits of a year can name are shown as they are written', async () => {
    const [, at, local] = await fieldsOf(built('far_times'));
    expect([at.values[0], local.values[0]]).toEqual(['0044-03-15T12:00:00+00:00 BC', '10000-01-01T00:00:00']);
  });

  it.each(unreachable)('%s cannot be asked through the proxy, which the message says', async (name) => {
    await expect(fieldsOf(built(name))).rejects.toMatchObject({ code: 'unsafe-name' });
  });

  it('a materialised view that was never filled says so', async () => {
    const fault: unknown = await fieldsOf(built('unfilled')).catch((thrown: unknown) => thrown);
    expect(fault).toBeInstanceOf(Fault);
    expect(String(fault)).toContain('has not been populated');
  });
});

describe('filters that discovery offers, each column by a value of its own', () => {
  it.each(readable.filter((name) => !['hidden_by_policy', 'empty_table', 'wide'].includes(name)))(
    '%s answers as PostgreSQL does to equals, differs from, is one of and is null',
    async (name) => {
      const table = tableOf(name);
      const [key] = orderOf(table);
      const wrong: string[] = [];
      for (const column of table.columns.filter((each) => !notAsText.includes(each.name))) {
        const place = `t.${ident(column.name)}`;
        const [first] = await db.sql.unsafe<Array<{ value: string }>>(
          `select ${place}::text as value from ${sqlName(name)} t where ${place} is not null limit 1`
        );
        const type = toTableContext(found, schema, name).typeOf({ column: column.name });
        const offered = operatorsFor(type).filter((operator) => ['eq', 'neq', 'in', 'is'].includes(operator));
        for (const operator of first ? offered : []) {
          const { takes } = operators[operator];
          const value = operator === 'is' ? 'null' : first.value;
          const filter: Filter = { column: column.name, operator, value: takes === 'many' ? [value] : value };
          const quoted = `'${value.replaceAll("'", "''")}'`; // as PostgREST does, without a type
          const condition =
            operator === 'is' ? `${place} is null` : `${place} ${operator === 'neq' ? '<>' : '='} ${quoted}`;
          const select = `select count(*)::int as count from ${sqlName(name)} t where ${condition}`;
          // PostgreSQL has no = for some types, such as point: then the answer has to say so.
          const count = await db.sql.unsafe<Array<{ count: number }>>(select).then(
            ([row]) => row.count,
            () => 'no-operator'
          );
          const answered = await fieldsOf(built(name, { columns: [{ column: key }], filters: [filter] })).then(
            (fields) => fields[0]?.values.length ?? 0,
            (thrown: unknown) => (thrown instanceof Fault ? thrown.code : String(thrown))
          );
          if (answered !== count) {
            wrong.push(`${column.name} ${operator} ${value}: ${answered}, not ${count}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    },
    60_000
  );
});

describe('embeds along every foreign key', () => {
  it('reach one row, in the direction of the key', async () => {
    const wrong = await compareEmbeds((relation) => ({ ...relation, isForward: true }));
    expect(wrong).toEqual([]);
  }, 60_000);

  it('reach one or many rows, against it', async () => {
    const wrong = await compareEmbeds((relation) => ({ ...relation, isForward: false }));
    expect(wrong).toEqual([]);
  }, 60_000);

  it('reach the other end of a table between the two', async () => {
    const [related] = relatedTables(found, schema, 'products').filter(
      ({ table, kind }) => kind === 'through' && table === 'categories'
    );
    const fields = await fieldsOf(built('products', { columns: [{ column: 'id' }], embeds: [embedOf(related, 'id')] }));
    expect(fields[1].values).toEqual([['red, (shoes)', 'shoes'], [], ['root']]);
  });
});

interface Direction extends Relation {
  isForward: boolean;
}

function embedOf({ relation, hint }: RelatedTable, column: string): Embed {
  const order = [{ column, direction: 'asc' as const }];
  const rest = { aggregates: [], filters: [], embeds: [] };
  return { relation, hint, alias: 'related', join: 'left', columns: [{ column }], order, ...rest };
}

async function compareEmbeds(turn: (relation: Relation) => Direction): Promise<string[]> {
  const wrong: string[] = [];
  for (const each of found.relations.filter((relation) => relation.schema === schema).map(turn)) {
    const [source, target] = each.isForward ? [each.table, each.foreignTable] : [each.foreignTable, each.table];
    const [own, theirs] = each.isForward ? [each.columns, each.foreignColumns] : [each.foreignColumns, each.columns];
    const name = `${source} ${each.isForward ? '→' : '←'} ${target}`;
    const isOff = ['unfilled', ...notOnLite.embedded].some((view) => view === source || view === target);
    if (unreachable.includes(source) || isOff || notOnLite.ambiguous.includes(name) || isUnclear(each)) {
      continue;
    }
    const along = `${each.columns.join(', ')} → ${each.foreignColumns.join(', ')}`;
    const isMany = !each.isForward && !each.unique;
    const related = relatedTables(found, schema, source).find(
      (candidate) =>
        candidate.table === target &&
        (source === target ? candidate.kind === (isMany ? 'many' : 'one') : candidate.along === along) &&
        (candidate.kind === 'many') === isMany
    );
    if (related === undefined) {
      wrong.push(`${name} (${each.name}) is not offered`);
      continue;
    }
    const column = orderOf(tableOf(target))[0];
    const [key] = orderOf(tableOf(source));
    const query = built(source, { columns: [{ column: key }], embeds: [embedOf(related, column)] });
    const answered = await fieldsOf(query).then((fields) => JSON.stringify(fields[1]?.values.map(asText)), String);
    const value = `o.${ident(column)}`;
    const match = own.map((mine, at) => `o.${ident(theirs[at])} = s.${ident(mine)}`).join(' and ');
    const order = orderOf(tableOf(source))
      .map((each) => `s.${ident(each)}`)
      .join(', ');
    const list = isMany ? `coalesce(json_agg(${value}::text order by ${value}), '[]')` : `to_json(min(${value}::text))`;
    const rows = await db.sql.unsafe<Array<{ value: unknown }>>(
      `select (select ${list} from ${sqlName(target)} o where ${match}) as value from ${sqlName(source)} s order by ${order}`
    );
    const expected = JSON.stringify(rows.map((row) => row.value));
    if (answered !== expected) {
      wrong.push(`${name} (${each.name}): ${answered}, not ${expected}`);
    }
  }
  return wrong;
}

/** A key that leads from a table to a view on it, and back: PostgREST has no word for the direction. */
function isUnclear({ name, table, foreignTable, isForward }: Direction): boolean {
  const isBothWays = found.relations.some(
    (each) => each.name === name && each.table === foreignTable && each.foreignTable === table
  );
  return isBothWays && (table !== foreignTable || (isForward && tableOf(table).kind === 'view'));
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(asText);
  }
  return value === null || value === undefined ? null : String(value);
}
