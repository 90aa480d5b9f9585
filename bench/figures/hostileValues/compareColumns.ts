import type { Random } from '../../../demo/simulator/random.ts';
import type { Filter, SelectedColumn } from '../../../src/datasource/query/model.ts';
import { tableQuery } from '../../../src/datasource/query/tableQuery.ts';
import { boundCondition, identifier } from './boundCondition.ts';
import type { Difference } from './Difference.ts';
import type { HostileStack } from './HostileStack.ts';
import { hostileName, hostileText } from './hostileText.ts';

const columnsOfTable = 40;
const rows = 8;
const parallel = 6;

/** A table all of whose columns but `id` have odd names. */
interface OddTable {
  table: string;
  columns: string[];
  values: string[];
}

/** Makes the tables for `count` names of columns; the API must be told before they are asked. */
export async function createOddTables({ sql }: HostileStack, random: Random, count: number): Promise<OddTable[]> {
  const tables: OddTable[] = [];
  for (let number = 0; number * columnsOfTable < count; number++) {
    const names = Array.from({ length: columnsOfTable }, () => hostileName(random));
    // PostgREST takes * for every column, between quotes too: nobody can ask it for a column of that name.
    const columns = [...new Set(names)].filter((name) => name !== 'id' && name !== '*');
    const values = Array.from({ length: rows }, () => hostileText(random));
    const table = `odd_${number}`;
    await sql.unsafe(
      `create table public.${table} (id int primary key, ${columns.map((name) => `${identifier(name)} text`).join(', ')});
       grant select on public.${table} to authenticated;`
    );
    const list = columns.map((_, at) => `$${at + 1}`).join(', ');
    for (let id = 0; id < rows; id++) {
      await sql.unsafe(
        `insert into public.${table} values (${id}, ${list})`,
        columns.map(() => random.pick(values))
      );
    }
    tables.push({ table, columns, values });
  }
  return tables;
}

/** Selects, renames, filters and sorts by every column; each difference from Postgres' own rows. */
export async function compareColumns(stack: HostileStack, random: Random, tables: OddTable[]): Promise<Difference[]> {
  const cases = tables.flatMap((odd) => odd.columns.map((column) => ({ odd, column, draw: drawn(random, odd) })));
  const differences: Difference[] = [];
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (let each = cases.pop(); each !== undefined; each = cases.pop()) {
        differences.push(...(await compare(stack, each.odd, each.column, each.draw)));
      }
    })
  );
  return differences;
}

interface Draw {
  alias: string;
  other: string;
  value: string;
  isGroup: boolean;
}

function drawn(random: Random, { columns, values }: OddTable): Draw {
  return {
    alias: hostileName(random),
    other: random.pick(columns),
    value: random.pick(values),
    isGroup: random.chance(0.5),
  };
}

async function compare(stack: HostileStack, { table }: OddTable, column: string, draw: Draw): Promise<Difference[]> {
  const { alias, other, value, isGroup } = draw;
  const columns: SelectedColumn[] = [{ column: 'id' }, { column }];
  if (alias !== 'id' && alias !== column) {
    columns.push({ column: other, alias });
  }
  const filters: Filter[] = [
    { column, operator: 'gte', value },
    { column: other, operator: 'eq', value },
  ];
  const query = tableQuery({
    ...{ table, columns },
    filters: [{ match: isGroup ? 'any' : 'all', filters: isGroup ? filters : filters.slice(0, 1) }],
    order: [
      { column: other, direction: 'desc' },
      { column: 'id', direction: 'asc' },
    ],
  });
  const { text, values } = boundCondition(query.filters[0]);
  const selected = columns.map((each) => identifier(each.column) + (each.alias ? ` as ${identifier(each.alias)}` : ''));
  const [answer, expected] = await Promise.all([
    stack.ask(query),
    stack.expected(
      `select to_json(found) as row from (
         select ${selected.join(', ')} from public.${table} where ${text} order by ${identifier(table)}.${identifier(other)} desc, ${table}.id
       ) as found`,
      values
    ),
  ]);
  return answer === expected ? [] : [{ asked: JSON.stringify({ table, columns, filters }), answer, expected }];
}
