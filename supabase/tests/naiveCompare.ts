import { expect } from 'vitest';
import { type Row, type Sql } from './testDatabase';

/** Doubles are summed in another order by a rollup than by the raw query. */
const ROUNDING = 1e-9;

export interface Difference {
  row: number;
  column: string;
  actual: unknown;
  expected: unknown;
}

/**
 * The answers of a function, as the reader, and of the naive query, as the owner, in one read-only transaction, so that
 * both see the same rows and the same `now()`. As JSON, which keeps microseconds and every digit.
 */
export async function ask(sql: Sql, call: string, naive: string): Promise<{ actual: Row[]; expected: Row[] }> {
  return sql.begin('isolation level repeatable read read only', async (transaction) => {
    const rows = async (query: string) => {
      const found = await transaction.unsafe<Array<{ row: Row }>>(`select to_jsonb(q) as row from (${query}) q`);
      return found.map(({ row }) => row);
    };
    const expected = await rows(naive);
    await transaction`set local role scrapewatch_reader`;
    return { actual: await rows(call), expected };
  });
}

/**
 * Where the rows differ in the columns that the naive query has, rows in order.
 * @param within relative error that a column may have; others only that of rounding
 */
export function differences(actual: Row[], expected: Row[], within: Record<string, number> = {}): Difference[] {
  if (actual.length !== expected.length) {
    return [{ row: -1, column: 'rows', actual: actual.length, expected: expected.length }];
  }
  return expected.flatMap((wanted, row) =>
    Object.keys(wanted)
      .filter((column) => !same(actual[row]?.[column], wanted[column], within[column] ?? ROUNDING))
      .map((column) => ({ row, column, actual: actual[row]?.[column], expected: wanted[column] }))
  );
}

function same(actual: unknown, expected: unknown, within: number): boolean {
  if (typeof actual === 'number' && typeof expected === 'number') {
    return Math.abs(actual - expected) <= within * Math.max(Math.abs(expected), 1e-6) + Number.EPSILON;
  }
  return actual === expected;
}

/** Fails with the first differences and what was asked. */
export function expectSame(found: Difference[], asked: string): void {
  expect({ asked, differences: found.slice(0, 5) }).toEqual({ asked, differences: [] });
}
