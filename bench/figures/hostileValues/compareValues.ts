import type { Random } from '../../../demo/simulator/random.ts';
import type { Filter, FilterNode } from '../../../src/datasource/query/model.ts';
import { operators, type FilterOperator } from '../../../src/datasource/query/operators.ts';
import { tableQuery } from '../../../src/datasource/query/tableQuery.ts';
import { boundCondition } from './boundCondition.ts';
import type { Difference } from './Difference.ts';
import type { HostileStack } from './HostileStack.ts';
import { hostileText } from './hostileText.ts';

const rows = 250;
const parallel = 6;
const onText: FilterOperator[] = [
  ...([
    'eq',
    'neq',
    'gt',
    'gte',
    'lt',
    'lte',
    'like',
    'ilike',
    'match',
    'imatch',
    'isdistinct',
    'in',
    'in',
    'eq',
    'eq',
  ] as const),
  ...(['eq(any)', 'like(any)', 'like(all)', 'ilike(any)', 'gt(all)', 'lte(any)', 'match(any)', 'eq(all)'] as const),
];
const searches: FilterOperator[] = ['fts', 'plfts', 'phfts', 'wfts'];

/** Makes the table that values are looked for in. */
export async function createValueTable({ sql }: HostileStack): Promise<void> {
  await sql.unsafe(`
    create table public.words (
      id int primary key, word text, words text[], doc jsonb, n int, search tsvector
    );
    grant select on public.words to authenticated;
  `);
}

/** Asks conditions on `count` random values; each difference from Postgres' own answer. */
export async function compareValues(stack: HostileStack, random: Random, count: number): Promise<Difference[]> {
  const differences: Difference[] = [];
  let asked = 0;
  while (asked < count) {
    const pool = await fillTable(stack, random);
    const cases: FilterNode[] = [];
    for (const end = Math.min(count, asked + 5_000); asked < end;) {
      const node = randomNode(random, pool, end - asked);
      cases.push(node);
      asked += valuesIn(node);
    }
    await Promise.all(
      Array.from({ length: parallel }, async () => {
        for (let node = cases.pop(); node !== undefined; node = cases.pop()) {
          differences.push(...(await compare(stack, node)));
        }
      })
    );
  }
  return differences;
}

async function compare(stack: HostileStack, node: FilterNode): Promise<Difference[]> {
  const query = tableQuery({
    table: 'words',
    columns: [{ column: 'id' }],
    filters: [node],
    order: [{ column: 'id', direction: 'asc' }],
  });
  const { text, values } = boundCondition(node);
  const [answer, expected] = await Promise.all([
    stack.ask(query),
    stack.expected(`select json_build_object('id', id) as row from public.words where ${text} order by id`, values),
  ]);
  return answer === expected ? [] : [{ asked: JSON.stringify(node), answer, expected }];
}

/** New rows, so that most values are found somewhere; the values in them. */
async function fillTable({ sql }: HostileStack, random: Random): Promise<string[]> {
  const pool = Array.from({ length: rows }, () => hostileText(random));
  const some = () => Array.from({ length: random.integer(0, 3) }, () => random.pick(pool));
  await sql`truncate public.words`;
  await sql`insert into public.words ${sql(
    pool.map((word, id) => ({
      id,
      word: random.chance(0.03) ? null : word,
      words: some(),
      doc: sql.json({ key: random.pick(pool), [random.pick(pool)]: random.pick(pool) }),
      n: id,
      search: '',
    }))
  )}`;
  await sql`update public.words set search = to_tsvector('simple', coalesce(word, ''))`;
  return pool;
}

function randomNode(random: Random, pool: string[], budget: number): FilterNode {
  if (budget < 2 || random.chance(0.6)) {
    return randomFilter(random, pool, budget);
  }
  const size = random.integer(1, Math.min(4, budget));
  const filters: FilterNode[] = [];
  for (let left = budget; filters.length < size && left > 0;) {
    const node = random.chance(0.2) ? randomNode(random, pool, Math.min(left, 4)) : randomFilter(random, pool, left);
    filters.push(node);
    left -= valuesIn(node);
  }
  const negate = random.chance(0.2) ? { negate: true } : {};
  return { match: random.chance(0.5) ? 'any' : 'all', ...negate, filters: filters.map(determinate) };
}

/**
 * Without the backslash at a pattern's end: only a row that is compared up to there fails, and which conditions of several
 * are tried on a row is left to the planner. Alone, such a pattern must fail here and there.
 */
function determinate(node: FilterNode): FilterNode {
  return 'match' in node || !/like/.test(node.operator)
    ? node
    : { ...node, value: Array.isArray(node.value) ? node.value.map(ended) : ended(node.value) };
}

function ended(pattern: string): string {
  return pattern.replace(/\\+$/, '');
}

function randomFilter(random: Random, pool: string[], budget: number): Filter {
  const value = () => (random.chance(0.7) ? random.pick(pool) : hostileText(random));
  const list = () => Array.from({ length: random.integer(1, Math.max(1, Math.min(8, budget))) }, value);
  const negate = random.chance(0.25) ? { negate: true } : {};
  const kind = random.next();
  if (kind < 0.6) {
    const operator = random.pick(onText);
    return { column: 'word', operator, value: operators[operator].takes === 'many' ? list() : value(), ...negate };
  }
  if (kind < 0.75) {
    return { column: 'words', operator: random.pick(['cs', 'cd', 'ov'] as const), value: list(), ...negate };
  }
  if (kind < 0.85) {
    // The model has no way of naming a key that is a number between quotes.
    const key = random.pick(pool.filter((each) => !/^"-?\d+"$/.test(each)));
    const path = [/^-?\d+$/.test(key) ? `"${key}"` : key];
    return { column: 'doc', path, operator: 'eq', value: value(), ...negate };
  }
  if (kind < 0.9) {
    return { column: 'doc', operator: 'csjson', value: JSON.stringify({ key: value() }), ...negate };
  }
  if (kind < 0.95) {
    return { column: 'search', operator: random.pick(searches), value: value(), language: 'simple', ...negate };
  }
  return {
    column: 'n',
    operator: 'eq',
    value: random.chance(0.5) ? String(random.integer(0, rows)) : value(),
    ...negate,
  };
}

function valuesIn(node: FilterNode): number {
  return 'match' in node ? node.filters.reduce((sum, each) => sum + valuesIn(each), 0) : [node.value].flat().length;
}
