import { z } from 'zod';
import type { LogLine, NewRun, OpenRun, Pipeline, RunChange } from './pipeline';
import { createTeamClient, done, rowsOf, type SupabaseAccess } from './supabaseClient';

const time = z.string().transform((text) => new Date(text));
const clientRow = z.object({
  id: z.string(),
  username: z.string(),
  system: z.string(),
  environment: z.string(),
  status: z.enum(['active', 'paused']),
  expected_accounts: z.number(),
});
const scraperRow = z.object({
  id: z.string(),
  name: z.string(),
  system: z.string(),
  environment: z.string(),
  status: z.enum(['running', 'stopped', 'error', 'paused']),
  started_at: time.nullable(),
  api_calls: z.number().nullable(),
  rate_limit_remaining: z.number().nullable(),
  updated_at: time,
});
const heartbeatRow = z.object({
  worker: z.string(),
  system: z.string(),
  environment: z.string(),
  state: z.enum(['running', 'paused', 'retrying', 'stopped']),
  version: z.string().nullable(),
  started_at: time.nullable(),
  last_seen_at: time,
  jobs_done: z.number(),
});
const openRunRow = z.object({
  id: z.number(),
  client_id: z.string(),
  scraper_id: z.string(),
  worker: z.string().nullable(),
  status: z.enum(['queued', 'processing']),
  retries: z.number(),
  created_at: time,
  started_at: time.nullable(),
});
const foundRunRow = openRunRow.extend({ status: z.string() });
const failureRow = z.object({ scraper_id: z.string(), finished_at: time });
const runColumns = 'id,client_id,scraper_id,worker,status,retries,created_at,started_at';
const idRow = z.object({ id: z.union([z.string(), z.number()]) });

/**
 * The team's tables of supabase/seed, through supabase-js as the team's workers use it. Every call rejects with
 * `PipelineOutage` when nobody answers or the server is not up to it, with an Error that quotes the code otherwise.
 */
export function createSupabasePipeline(access: SupabaseAccess): Pipeline {
  const supabase = createTeamClient(access);
  const from = (table: string) => supabase.from(table);

  return {
    clients: async () => {
      const columns = 'id,username,system,environment,status,expected_accounts';
      const rows = await rowsOf(clientRow, from('clients').select(columns).order('username'));
      return rows.map(({ username, status, expected_accounts, ...row }) => ({
        ...row,
        name: username,
        isActive: status === 'active',
        expected: expected_accounts || null,
      }));
    },
    scrapers: async () => {
      const columns = 'id,name,system,environment,status,started_at,api_calls,rate_limit_remaining,updated_at';
      const rows = await rowsOf(scraperRow, from('scrapers').select(columns).order('name'));
      return rows.map(({ started_at, api_calls, rate_limit_remaining, updated_at, ...row }) => ({
        ...row,
        startedAt: started_at,
        apiCalls: api_calls ?? 0,
        rateLimitRemaining: rate_limit_remaining,
        updatedAt: updated_at,
      }));
    },
    heartbeats: async () => {
      const rows = await rowsOf(heartbeatRow, from('worker_heartbeats').select('*').order('worker'));
      return rows.map(({ started_at, last_seen_at, jobs_done, ...row }) => ({
        ...row,
        startedAt: started_at,
        lastSeenAt: last_seen_at,
        jobsDone: jobs_done,
      }));
    },
    openRuns: async () => {
      const query = from('scrape_runs').select(runColumns).in('status', ['queued', 'processing']);
      const rows = await rowsOf(openRunRow, query.order('created_at').order('id').limit(500));
      return rows.map((row) => ({ ...toRun(row), status: row.status }));
    },
    findRun: async (runId) => {
      const [row] = await rowsOf(foundRunRow, from('scrape_runs').select(runColumns).eq('id', runId));
      return row ? { ...toRun(row), status: row.status } : null;
    },
    failuresSince: async (since) => {
      const query = from('scrape_runs').select('scraper_id,finished_at').eq('status', 'failed');
      const rows = await rowsOf(failureRow, query.gt('finished_at', since.toISOString()).limit(1000));
      return rows.map((row) => ({ scraperId: row.scraper_id, finishedAt: row.finished_at }));
    },

    enqueue: async (run, isRepeat) => {
      if (isRepeat) {
        const query = from('scrape_runs').select('id').eq('client_id', run.clientId);
        if ((await rowsOf(idRow, query.eq('created_at', run.createdAt.toISOString()))).length > 0) {
          return;
        }
      }
      await done(from('scrape_runs').insert(toRunRow(run)));
    },
    changeRun: async (runId, state, change) => {
      const query = from('scrape_runs').update(toChangeRow(change)).eq('id', runId).eq('status', state);
      return (await rowsOf(idRow, query.select('id'))).length > 0;
    },

    addClients: (clients) =>
      done(
        from('clients').upsert(
          clients.map(({ name, isActive, expected, createdAt, ...row }) => ({
            ...row,
            username: name,
            status: isActive ? 'active' : 'paused',
            expected_accounts: expected ?? 0,
            created_at: createdAt.toISOString(),
          })),
          { onConflict: 'username', ignoreDuplicates: true }
        )
      ),
    addScrapers: (scrapers) =>
      done(
        from('scrapers').upsert(
          scrapers.map(({ startedAt, rateLimitTotal, ...row }) => ({
            ...row,
            started_at: startedAt?.toISOString() ?? null,
            api_calls: 0,
            rate_limit_total: rateLimitTotal,
            rate_limit_remaining: rateLimitTotal,
          })),
          { onConflict: 'name', ignoreDuplicates: true }
        )
      ),
    reportScrapers: (reports) =>
      done(
        from('scrapers').upsert(
          reports.map((report) => ({
            name: report.name,
            system: report.system,
            environment: report.environment,
            ...(report.lastRunAt ? { last_run_at: report.lastRunAt.toISOString() } : {}),
            queue_size: report.queueSize,
            memory_mb: report.memoryMb,
            cpu_percent: report.cpuPercent,
            api_calls: report.apiCalls,
            rate_limit_remaining: report.rateLimitRemaining,
            updated_at: report.updatedAt.toISOString(),
          })),
          { onConflict: 'name' }
        )
      ),
    setScraper: (name, change) =>
      done(
        from('scrapers')
          .update({
            status: change.status,
            started_at: change.startedAt?.toISOString() ?? null,
            last_error: change.lastError,
            updated_at: change.updatedAt.toISOString(),
          })
          .eq('name', name)
      ),
    beat: (rows) =>
      done(
        from('worker_heartbeats').upsert(
          rows.map(({ startedAt, lastSeenAt, jobsDone, ...row }) => ({
            ...row,
            started_at: startedAt?.toISOString() ?? null,
            last_seen_at: lastSeenAt.toISOString(),
            jobs_done: jobsDone,
          })),
          { onConflict: 'worker' }
        )
      ),
    addQueueSamples: (samples) =>
      done(
        from('queue_samples').insert(
          samples.map(({ oldestAgeSeconds, sampledAt, ...row }) => ({
            ...row,
            oldest_age_seconds: oldestAgeSeconds,
            sampled_at: sampledAt.toISOString(),
          }))
        )
      ),
    addLogs: (lines) => done(from('scrape_logs').insert(lines.map(toLogRow))),
    addPage: async ({ name, followers, createdAt, ...row }, clientIds) => {
      const created_at = createdAt.toISOString();
      const page = { ...row, username: name, follower_count: followers, created_at };
      await done(from('pages').upsert(page, { onConflict: 'id', ignoreDuplicates: true }));
      const follows = clientIds.map((client_id) => ({ client_id, page_id: row.id, created_at }));
      await done(from('client_pages').upsert(follows, { onConflict: 'client_id,page_id', ignoreDuplicates: true }));
    },
    categorise: async (category) => {
      const query = from('pages').select('id').is('category', null).order('created_at').limit(1);
      const [oldest] = await rowsOf(idRow, query);
      if (oldest) {
        await done(from('pages').update({ category }).eq('id', oldest.id));
      }
    },
    addDeployment: ({ deployedAt, ...row }) =>
      done(
        supabase
          .schema('scrapewatch')
          .from('deployments')
          .insert({ ...row, deployed_at: deployedAt.toISOString() })
      ),
  };
}

function toRun(row: z.output<typeof foundRunRow>): Omit<OpenRun, 'status'> {
  return {
    id: row.id,
    clientId: row.client_id,
    scraperId: row.scraper_id,
    worker: row.worker,
    retries: row.retries,
    createdAt: row.created_at,
    startedAt: row.started_at,
  };
}

function toRunRow({ clientId, scraperId, expected, createdAt }: NewRun): Record<string, unknown> {
  return {
    client_id: clientId,
    scraper_id: scraperId,
    status: 'queued',
    expected_accounts: expected,
    created_at: createdAt.toISOString(),
    updated_at: createdAt.toISOString(),
  };
}

/** Keys left out of the change stay out of the row: PostgREST sets only what it is given. */
function toChangeRow(change: RunChange): Record<string, unknown> {
  const row = {
    status: change.status,
    scraper_id: change.scraperId,
    worker: change.worker,
    accounts_found: change.found,
    profiles_scraped: change.profiles,
    posts_collected: change.posts,
    api_calls: change.apiCalls,
    retries: change.retries,
    error: change.error,
    started_at: change.startedAt,
    finished_at: change.finishedAt,
    updated_at: change.updatedAt,
  };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}

function toLogRow({
  level,
  message,
  runId,
  scraperId,
  clientId,
  context,
  createdAt,
}: LogLine): Record<string, unknown> {
  return {
    level,
    message,
    run_id: runId ?? null,
    scraper_id: scraperId ?? null,
    client_id: clientId ?? null,
    context: context ?? {},
    created_at: createdAt.toISOString(),
  };
}
