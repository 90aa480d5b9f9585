import type { Random } from '../../../demo/simulator/random.ts';
import { tableQuery } from '../../../src/datasource/query/tableQuery.ts';
import { Fault } from '../../../src/datasource/transport/Fault.ts';
import { identifier } from './boundCondition.ts';
import type { Difference } from './Difference.ts';
import type { HostileStack } from './HostileStack.ts';
import { hostileName } from './hostileText.ts';

/** Lite takes what stands before a dot for a schema, PostgREST does not: such names are sent, and not asked here. */
const hasDots = /^[A-Za-z0-9_$-]+(\.[A-Za-z0-9_$-]+)+$/;

/** Makes tables of `count` names, odd ones and such as a path can carry, each with its name as its only row. */
export async function createTables({ sql }: HostileStack, random: Random, count: number): Promise<string[]> {
  const drawn = Array.from({ length: count }, () => (random.chance(0.5) ? hostileName(random) : plainName(random)));
  const names = new Set(drawn.filter((name) => !hasDots.test(name)));
  for (const name of names) {
    const table = `public.${identifier(name)}`;
    await sql.unsafe(`create table if not exists ${table} (id text); grant select on ${table} to authenticated`);
    await sql.unsafe(`insert into ${table} values ($1)`, [name]);
  }
  return [...names];
}

/**
 * Asks each table for its row. One whose name no path can carry must be refused as `unsafe-name` before anything is sent;
 * anything else is a difference.
 */
export async function compareTables(stack: HostileStack, names: string[]): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const name of names) {
    const asked = JSON.stringify({ table: name });
    const isCarried = /^[A-Za-z0-9_$-]+$/.test(name);
    try {
      const answer = await stack.ask(tableQuery({ table: name }));
      const expected = isCarried ? JSON.stringify([{ id: name }]) : 'unsafe-name';
      differences.push(...(answer === expected ? [] : [{ asked, answer, expected }]));
    } catch (thrown) {
      const code = thrown instanceof Fault ? thrown.code : String(thrown);
      differences.push(...(code === 'unsafe-name' && !isCarried ? [] : [{ asked, answer: code, expected: name }]));
    }
  }
  return differences;
}

const carried = Array.from('abcXYZ019_$-');

function plainName(random: Random): string {
  return Array.from({ length: random.integer(1, 12) }, () => random.pick(carried)).join('');
}
