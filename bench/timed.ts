import type postgres from 'postgres';

/** Milliseconds of one statement as PostgREST runs a GET: as a role, in a read-only transaction of its own. */
export async function timed(sql: postgres.Sql, role: string, statement: string): Promise<number> {
  return sql.begin('read only', async (transaction) => {
    await transaction`select set_config('role', ${role}, true)`;
    const startedAt = performance.now();
    await transaction.unsafe(statement);
    return performance.now() - startedAt;
  });
}
