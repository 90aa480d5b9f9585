import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRows, ask, column, connectOptionalTables } from './optionalTables';
import { addRuns, at, seedTeam } from './team';
import { type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await connectOptionalTables(sql);
  await seedTeam(sql);
});
beforeEach(() => sql`truncate public.scrape_runs, team.costs, scrapewatch.budgets cascade`);
afterAll(() => server?.stop());

function bill(day: string, amount: string, more: Record<string, string> = {}) {
  return { day: `'${day}'`, provider: "'apify'", item: "'runs'", amount, currency: "'USD'", ...more };
}
const credits = (units: number) => ({ units: String(units), unit: "'credits'" });

describe('cost_series', () => {
  it('D4 adds a day up by provider and currency, and the month from its first day, before the range, too', async () => {
    await addRows(sql, 'costs', [
      bill('2026-02-28', '100'),
      bill('2026-03-01', '1.1'),
      bill('2026-03-09', '2.2'),
      bill('2026-03-10', '0.1'),
      bill('2026-03-10', '0.2', { item: "'storage'", system: "'IGM'" }),
      bill('2026-03-10', '9', { currency: "'EUR'" }),
      bill('2026-03-10', '4', { provider: "'render'" }),
    ]);
    expect(await ask(sql, `cost_series('2026-03-09 15:00+00', '2026-03-10 08:00+00')`)).toMatchObject([
      { time: new Date('2026-03-09'), provider: 'apify', currency: 'USD', amount: 2.2, month_amount: 3.3 },
      { time: new Date('2026-03-10'), provider: 'apify', currency: 'EUR', amount: 9, month_amount: 9 },
      { time: new Date('2026-03-10'), provider: 'apify', currency: 'USD', amount: 0.3, month_amount: 3.6 },
      { time: new Date('2026-03-10'), provider: 'render', currency: 'USD', amount: 4, month_amount: 4 },
    ]);
  });

  it('D4 begins anew on the first of a month, in UTC', async () => {
    await addRows(sql, 'costs', [bill('2026-02-27', '5'), bill('2026-02-28', '6'), bill('2026-03-01', '7')]);
    const rows = await ask(sql, `cost_series('2026-02-28', '2026-03-01 00:00:00.000001+00')`);
    expect(column(rows, 'month_amount')).toEqual([11, 7]);
    expect(await ask(sql, `cost_series('2026-02-28', '2026-03-01')`)).toHaveLength(1);
  });

  it('C19 compares the month with the budget of that currency, and credits with those of the plan', async () => {
    await sql`insert into scrapewatch.budgets values ('apify', 40, 'USD', 200), ('render', 0, null, 0), ('vercel', null, null, null)`;
    await addRows(sql, 'costs', [
      bill('2026-03-01', '10', credits(60)),
      bill('2026-03-02', '20', credits(100)),
      bill('2026-03-02', '1', { currency: "'EUR'" }),
      bill('2026-03-02', '1', { provider: "'render'" }),
      bill('2026-03-02', '1', { provider: "'vercel'" }),
      bill('2026-03-02', '1', { provider: "'other'" }),
    ]);
    expect(await ask(sql, `cost_series('2026-03-02', '2026-03-03')`)).toMatchObject([
      { provider: 'apify', currency: 'EUR', budget_amount: null, budget_used_ratio: null, month_units: null },
      {
        ...{ provider: 'apify', currency: 'USD', budget_amount: 40, budget_used_ratio: 0.75 },
        ...{ units: 100, month_units: 160, units_used_ratio: 0.8 },
      },
      { provider: 'other', budget_amount: null, budget_used_ratio: null, units: null, units_used_ratio: null },
      { provider: 'render', budget_amount: 0, budget_used_ratio: null, units_used_ratio: null },
      { provider: 'vercel', budget_amount: null, budget_used_ratio: null },
    ]);
  });

  it('C19 counts credits where a provider bills them, its only unit otherwise, and never a sum of several', async () => {
    await addRows(sql, 'costs', [
      bill('2026-03-02', '1', credits(5)),
      bill('2026-03-02', '1', { units: '700', unit: "'GB'" }),
      bill('2026-03-02', '1', { provider: "'render'", units: '3', unit: "'hours'" }),
      bill('2026-03-02', '1', { provider: "'render'", units: '4', unit: "'Hours'" }),
      bill('2026-03-02', '1', { provider: "'vercel'", units: '3', unit: "'hours'" }),
      bill('2026-03-02', '1', { provider: "'vercel'", units: '4', unit: "'GB'" }),
    ]);
    expect(column(await ask(sql, `cost_series('2026-03-02', '2026-03-03')`), 'units')).toEqual([5, 7, null]);
  });

  it('D4 divides by the runs completed that day in the systems billed', async () => {
    await addRows(sql, 'costs', [
      bill('2026-03-10', '6'),
      bill('2026-03-11', '6'),
      bill('2026-03-10', '1', { provider: "'render'", system: "'IGM'", environment: "'dev'" }),
    ]);
    await addRuns(sql, [
      { queuedAt: at('00:00:00') },
      { queuedAt: at('23:59:59') },
      { queuedAt: at('12:00:00'), status: 'failed' },
      { queuedAt: at('12:00:00'), client: 'bea' },
      { queuedAt: at('12:00:00'), client: 'bea' },
      { queuedAt: at('12:00:00'), client: 'bea' },
      { queuedAt: at('12:00:00'), client: 'bea' },
      { queuedAt: at('00:00:00', '2026-03-12') },
    ]);
    const call = `cost_series('2026-03-08', '2026-03-12')`;
    const rows = await ask(sql, call);
    expect(rows).toMatchObject([
      { provider: 'apify', amount_per_run: 3 },
      { provider: 'render', amount_per_run: 0.25 },
      { provider: 'apify', amount_per_run: null },
    ]);
    await sql`select scrapewatch.rebuild_rollups()`;
    expect(await ask(sql, call)).toEqual(rows);
    await sql`truncate scrapewatch.run_rollups, scrapewatch.rollup_hours, scrapewatch.rollup_changes, scrapewatch.rollup_state`;
  });

  it('D4 filters bills and runs alike, and has nothing to say in an empty range', async () => {
    await addRows(sql, 'costs', [
      bill('2026-03-10', '6'),
      bill('2026-03-10', '1', { system: "'IGM'" }),
      bill('2026-03-10', '2', { environment: "'dev'" }),
    ]);
    const amount = async (filter: string) =>
      column(await ask(sql, `cost_series('2026-03-10', '2026-03-11'${filter})`), 'amount');
    expect(await amount('')).toEqual([9]);
    expect(await amount(`, array['IGM'], '{}'`)).toEqual([1]);
    expect(await amount(`, '{}', array['dev']`)).toEqual([2]);
    expect(await amount(`, array['nowhere']`)).toEqual([]);
    expect(await ask(sql, `cost_series('2026-03-10', '2026-03-10')`)).toEqual([]);
    expect(await ask(sql, `cost_series('2026-03-12', '2026-03-10')`)).toEqual([]);
    expect(await ask(sql, `cost_series(null, '2026-03-10')`)).toEqual([]);
  });

  it('D4 takes a missing amount for nothing and keeps a missing currency apart', async () => {
    await addRows(sql, 'costs', [bill('2026-03-10', 'null'), bill('2026-03-10', '2', { currency: 'null' })]);
    expect(await ask(sql, `cost_series('2026-03-10', '2026-03-11')`)).toMatchObject([
      { amount: 0, currency: 'USD' },
      { amount: 2, currency: null },
    ]);
  });
});
