import { createRandom } from '../../../demo/simulator/random.ts';
import { compareColumns, createOddTables } from './compareColumns.ts';
import { compareTables, createTables } from './compareTables.ts';
import { compareValues, createValueTable } from './compareValues.ts';
import type { Difference } from './Difference.ts';
import { startHostileStack } from './HostileStack.ts';

export interface HostileCounts {
  values: number;
  columns: number;
  tables: number;
  seed: number;
}

export interface HostileAnswers {
  /** How many of each were really asked: names that a table has twice are one. */
  asked: Omit<HostileCounts, 'seed'>;
  differences: Difference[];
  seconds: number;
}

/** Asks random values, names of columns and names of tables by the real way, and PostgreSQL the same by itself. */
export async function askHostile({ values, columns, tables, seed }: HostileCounts): Promise<HostileAnswers> {
  const start = performance.now();
  const stack = await startHostileStack();
  try {
    await createValueTable(stack);
    const odd = await createOddTables(stack, createRandom(seed, 'columns'), columns);
    const named = await createTables(stack, createRandom(seed, 'tables'), tables);
    await stack.reload();
    const differences = [
      ...(await compareTables(stack, named)),
      ...(await compareColumns(stack, createRandom(seed, 'draws'), odd)),
      ...(await compareValues(stack, createRandom(seed, 'values'), values)),
    ];
    const askedColumns = odd.reduce((sum, each) => sum + each.columns.length, 0);
    const asked = { values, columns: askedColumns, tables: named.length };
    return { asked, differences, seconds: (performance.now() - start) / 1000 };
  } finally {
    await stack.stop();
  }
}
