import { type Row, type Sql } from './testDatabase';

/** Tables whose rows stand alone: the text columns that take any text, and what else a row needs. */
const plainTables: Record<string, { texts: string[]; rest: Record<string, string> }> = {
  'public.worker_heartbeats': { texts: ['worker', 'system', 'environment', 'version'], rest: {} },
  'public.queue_samples': {
    texts: ['system', 'environment', 'queue'],
    rest: { queued: '3', sampled_at: "now() - interval '1 minute'" },
  },
  'public.costs': {
    texts: ['system', 'environment', 'provider', 'item', 'currency', 'unit'],
    rest: { day: 'current_date', amount: '1', units: '2' },
  },
  'public.accounts': {
    texts: ['name', 'email', 'system', 'environment', 'provider', 'note'],
    rest: { kind: "'proxy'", status: "'blocked'", last_checked_at: 'now()' },
  },
  'public.quality_checks': {
    texts: ['system', 'environment', 'table_name'],
    rest: { rows_checked: '10', required_values: '20', missing_values: '1', invalid_rows: '2', duplicate_rows: '3' },
  },
  'public.backups': {
    texts: ['system', 'environment'],
    rest: { succeeded: 'true', finished_at: "now() - interval '1 hour'" },
  },
  'public.pages': { texts: ['username', 'system', 'environment', 'category'], rest: { follower_count: '7' } },
  'scrapewatch.deployments': { texts: ['system', 'environment', 'version', 'description'], rest: {} },
  'scrapewatch.maintenance_windows': {
    texts: ['system', 'environment', 'reason', 'created_by'],
    rest: { starts_at: "now() - interval '1 hour'", ends_at: "now() + interval '1 hour'" },
  },
  'scrapewatch.budgets': { texts: ['provider', 'currency'], rest: { monthly_amount: '5', monthly_units: '5' } },
};

/** Writes the text into every text column of the demo's tables and of ours: a client, a scraper, their runs and all else. */
export async function addHostileRows(sql: Sql, text: string): Promise<void> {
  await sql.begin(async (transaction) => {
    for (const [table, { texts, rest }] of Object.entries(plainTables)) {
      const columns = [...texts, ...Object.keys(rest)].join(', ');
      const values = [...texts.map(() => '$1'), ...Object.values(rest)].join(', ');
      await transaction.unsafe(`insert into ${table} (${columns}) values (${values})`, [text]);
    }
    await transaction`
      with client as (
        insert into public.clients (username, email, system, environment, expected_accounts)
        values (${text}, ${text}, ${text}, ${text}, 100) returning id
      ), scraper as (
        insert into public.scrapers (name, system, environment, status, last_error, queue_size)
        values (${text}, ${text}, ${text}, 'error', ${text}, 4) returning id
      ), run as (
        insert into public.scrape_runs (client_id, scraper_id, worker, status, expected_accounts, accounts_found, error, created_at, started_at, finished_at)
        select client.id, scraper.id, ${text}, r.status, 100, 90, ${text}, now() - r.age, now() - r.age,
          case when r.status in ('completed', 'failed') then now() - r.age + interval '3 minutes' end
        from client, scraper, (values
          ('completed', interval '10 minutes'), ('failed', interval '20 minutes'), ('processing', interval '30 minutes'),
          ('queued', interval '5 minutes'), ('completed', interval '4 days')
        ) r (status, age)
        returning id, client_id, scraper_id, status
      )
      insert into public.scrape_logs (run_id, scraper_id, client_id, level, message)
      select id, scraper_id, client_id, 'error', ${text} from run where status = 'failed'`;
    await transaction`
      with u as (
        insert into public.users (email, display_name, system, environment, created_at)
        values (${text}, ${text}, ${text}, ${text}, now() - interval '2 hours') returning id
      ), a as (
        insert into public.activity (user_id, system, environment, event) select id, ${text}, ${text}, ${text} from u
      ), s as (
        insert into public.subscriptions (id, user_id, system, environment, plan, status, monthly_price, currency)
        select ${text}, id, ${text}, ${text}, ${text}, 'active', 10, ${text} from u
      )
      insert into public.payments (id, user_id, system, environment, status, amount, currency, failure_reason)
      select ${text}, id, ${text}, ${text}, 'failed', 10, ${text}, ${text} from u`;
  });
}

/** Calls that answer with rows: every function of schema scrapewatch that the reader may execute and that needs a window at most. */
export async function readingCalls(sql: Sql): Promise<Map<string, string>> {
  const functions = await sql<Array<{ name: string; needed: string[] }>>`
    select p.proname as name, coalesce((p.proargnames::text[])[1:p.pronargs - p.pronargdefaults], '{}') as needed
    from pg_proc p
    where p.pronamespace = 'scrapewatch'::regnamespace and p.proretset and p.provolatile = 's'
      and has_function_privilege('scrapewatch_reader', p.oid, 'execute') and p.proname !~ '^rollup_'
    order by 1`;
  const given: Record<string, string> = { from_ts: "now() - interval '7 days'", to_ts: "now() + interval '1 minute'" };
  return new Map(
    functions
      .filter(({ needed }) => needed.every((name) => name in given))
      .map(({ name, needed }) => [
        name,
        `scrapewatch.${name}(${needed.map((argument) => `${argument} => ${given[argument]}`).join(', ')})`,
      ])
  );
}

/** A notification whose every text is this one. */
export function hostileNotification(text: string): string {
  const alert = {
    status: 'firing',
    labels: { alertname: text, system: text, environment: text, severity: text, [text]: text },
    annotations: { summary: text, description: text, runbook_url: text, [text]: text },
    startsAt: '2026-11-20T10:00:00Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: text,
    fingerprint: text,
    dashboardURL: text,
    values: { [text]: 1 },
  };
  return JSON.stringify({ orgId: 1, receiver: text, status: 'firing', alerts: [alert], title: text, message: text });
}

/** True when a row holds the text, in whatever column. */
export function holds(row: Row, text: string): boolean {
  return Object.values(row).some((value) => value === text);
}
