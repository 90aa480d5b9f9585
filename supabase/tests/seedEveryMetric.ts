import { addRuns, seedTeam } from './team';
import { as, type Sql } from './testDatabase';

/** SQL of a moment that long ago. */
export const ago = (interval: string) => `now() - interval '${interval}'`;

/** Gives every metric of the catalogue something to show, in IGF prod, IGM dev and OPT prod. */
export async function seedEveryMetric(sql: Sql): Promise<void> {
  await seedTeam(sql);
  await addRuns(sql, [
    { status: 'processing', queuedAt: ago('21 min'), startedAt: ago('20 min') },
    { queuedAt: ago('40 min'), startedAt: ago('39 min'), finishedAt: ago('36 min'), expected: 100, found: 90 },
    { status: 'failed', queuedAt: ago('30 min'), startedAt: ago('29 min'), finishedAt: ago('28 min'), expected: 100 },
    {
      client: 'bea',
      queuedAt: ago('5 h'),
      startedAt: ago('299 min'),
      finishedAt: ago('296 min'),
      expected: 50,
      found: 50,
    },
    { client: 'bea', status: 'queued', queuedAt: ago('3 min') },
  ]);
  await sql.unsafe(`
    update public.scrapers set last_run_at = ${ago('21 min')}, memory_mb = 256, cpu_percent = 50, queue_size = 7,
      rate_limit_remaining = 50, rate_limit_total = 200;
    insert into public.worker_heartbeats (worker, system, environment, last_seen_at) values
      ('w-1', 'IGF', 'prod', ${ago('10 s')}), ('w-2', 'IGF', 'prod', ${ago('10 min')});
    insert into public.queue_samples (system, environment, queue, queued, retrying, arrivals, completions, oldest_age_seconds, sampled_at)
    values
      ('IGF', 'prod', 'scrapes', 12, 0, 0, 0, 300, ${ago('10 min')}), ('IGF', 'prod', 'scrapes', 4, 2, 0, 6, 60, ${ago('1 min')}),
      ('IGM', 'dev', 'posts', 1, 0, 0, 0, 5, ${ago('10 min')}), ('IGM', 'dev', 'posts', 9, 1, 18, 9, 90, ${ago('1 min')});
    insert into public.accounts (name, system, environment, kind, provider, status, last_checked_at) values
      ('a1', 'IGF', 'prod', 'account', 'instagram', 'valid', ${ago('1 h')}),
      ('a2', 'IGF', 'prod', 'account', 'instagram', 'blocked', ${ago('1 h')}),
      ('p1', 'IGF', 'prod', 'proxy', 'brightdata', 'valid', ${ago('3 days')});
    insert into public.backups (system, environment, succeeded, finished_at) values
      ('OPT', 'prod', true, ${ago('3 h')}), ('IGF', 'prod', true, ${ago('40 h')});
    insert into public.costs (day, system, environment, provider, item, amount, currency, units, unit)
    select (now() at time zone 'UTC')::date, 'IGF', 'prod', 'apify', 'actors', 30, 'USD', 90, 'credits';
    insert into scrapewatch.budgets (provider, monthly_amount, currency, monthly_units) values ('apify', 60, 'USD', 100);
    insert into public.quality_checks (system, environment, table_name, rows_checked, required_values, missing_values, invalid_rows,
      duplicate_rows, newest_row_at, created_at) values
      ('IGF', 'prod', 'profiles', 100, 400, 40, 5, 2, ${ago('2 h')}, ${ago('1 h')}),
      ('IGF', 'prod', 'forgotten', 10, 10, 0, 0, 0, ${ago('12 days')}, ${ago('10 days')});
    insert into public.users (id, email, created_at)
    select md5(k::text)::uuid, k || '@example.org', now() - k * interval '20 h' from generate_series(1, 5) k;
    insert into public.activity (user_id, event, created_at) values
      (md5('1')::uuid, 'visit', ${ago('10 min')}), (md5('2')::uuid, 'quest_completed', ${ago('5 h')}),
      (md5('1')::uuid, 'visit', ${ago('168 h 10 min')}), (md5('2')::uuid, 'visit', ${ago('168 h 20 min')}),
      (md5('3')::uuid, 'visit', ${ago('20 days')});
    insert into public.subscriptions (id, user_id, plan, status, monthly_price, created_at, ended_at) values
      ('s1', md5('1')::uuid, 'pro', 'active', 20, ${ago('60 days')}, null),
      ('s2', md5('2')::uuid, 'pro', 'cancelled', 20, ${ago('60 days')}, ${ago('3 days')});
    insert into public.payments (id, user_id, status, amount, created_at) values
      ('p1', md5('1')::uuid, 'succeeded', 20, ${ago('2 h')}), ('p2', md5('2')::uuid, 'failed', 20, ${ago('3 h')});
    insert into scrapewatch.maintenance_windows (starts_at, ends_at, system, reason) values
      (${ago('1 h')}, now() + interval '1 h', 'IGM', 'new disk');
    insert into scrapewatch.size_samples (day, subject, size_bytes)
    select (now() at time zone 'UTC')::date - k, 'database', 9000000 - k * 100000 from generate_series(1, 12) k;`);
  await as(sql, 'scrapewatch_ingest', `select public.scrapewatch_ingest_alerts('${notification('f-1', 'critical')}')`);
}

/** One alert that fires, as Alertmanager tells it. */
export function notification(fingerprint: string, severity: string, status = 'firing'): string {
  const labels = { alertname: 'Test', severity };
  const alert = { status, labels, annotations: {}, fingerprint, startsAt: '2026-03-10T12:00:00Z' };
  return JSON.stringify({ version: '4', status, alerts: [alert] });
}
