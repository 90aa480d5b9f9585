import { z } from 'zod';
import { type Business, businessKeys } from './business';
import { countOf, createTeamClient, done, rowsOf, type SupabaseAccess } from './supabaseClient';

const MOST_ROWS = 1_000;

const userRow = z.object({ id: z.string(), environment: z.string() });
const subscriptionRow = z.object({
  id: z.string(),
  user_id: z.string(),
  system: z.string(),
  environment: z.string(),
  plan: z.string(),
  status: z.enum(['trialing', 'active', 'past_due', 'cancelled']),
  monthly_price: z.coerce.number(),
  currency: z.string(),
  created_at: z.string(),
});
const accountRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['account', 'proxy', 'api']),
  status: z.enum(['valid', 'challenged', 'blocked', 'unknown']),
  last_checked_at: z.string().nullable(),
  rate_limit_remaining: z.number().nullable(),
  note: z.string().nullable(),
});
const visitorRow = z.object({ user_id: z.string() });
const backupRow = z.object({ finished_at: z.string(), succeeded: z.boolean() });
const checkRow = z.object({ created_at: z.string() });

/** The tables of supabase/seed/20_optional_tables.sql, through supabase-js; rejects as `createSupabasePipeline` does. */
export function createSupabaseBusiness(access: SupabaseAccess): Business {
  const supabase = createTeamClient(access);
  const from = (table: string) => supabase.from(table);

  return {
    add: (table, rows) => done(from(table).upsert(rows, { onConflict: businessKeys[table], ignoreDuplicates: true })),
    replace: (table, rows) => done(from(table).upsert(rows, { onConflict: businessKeys[table] })),
    users: () =>
      rowsOf(
        userRow,
        from('users').select('id,environment').order('created_at', { ascending: false }).limit(MOST_ROWS)
      ),
    visitorsSince: async (time) => {
      const query = from('activity').select('user_id').eq('event', 'visit').gte('created_at', time.toISOString());
      const rows = await rowsOf(visitorRow, query.order('created_at', { ascending: false }).limit(MOST_ROWS));
      return rows.map(({ user_id }) => user_id);
    },
    subscriptions: () => {
      const columns = 'id,user_id,system,environment,plan,status,monthly_price,currency,created_at';
      const query = from('subscriptions').select(columns).neq('status', 'cancelled');
      return rowsOf(subscriptionRow, query.order('created_at', { ascending: false }).limit(MOST_ROWS));
    },
    changeSubscription: (id, change) => done(from('subscriptions').update(change).eq('id', id)),
    accounts: () =>
      rowsOf(
        accountRow,
        from('accounts').select('id,name,kind,status,last_checked_at,rate_limit_remaining,note').order('id')
      ),
    changeAccount: (id, change) => done(from('accounts').update(change).eq('id', id)),
    lastBackup: async (system, environment) => {
      const query = from('backups').select('finished_at,succeeded').eq('system', system).eq('environment', environment);
      const [row] = await rowsOf(backupRow, query.order('finished_at', { ascending: false }).limit(1));
      return row ? { finishedAt: new Date(row.finished_at), succeeded: row.succeeded } : null;
    },
    lastQualityCheck: async () => {
      const query = from('quality_checks').select('created_at').order('created_at', { ascending: false }).limit(1);
      const [row] = await rowsOf(checkRow, query);
      return row ? new Date(row.created_at) : null;
    },
    countRuns: (scraperIds, begin, end) =>
      countOf(
        from('scrape_runs')
          .select('id', { count: 'exact', head: true })
          .in('scraper_id', scraperIds)
          .gte('created_at', begin.toISOString())
          .lt('created_at', end.toISOString())
      ),
  };
}
