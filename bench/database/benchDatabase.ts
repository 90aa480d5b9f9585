import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { migrate } from '../../demo/stack/migrate.ts';
import { type Postgres, startPostgres } from '../../demo/stack/postgres.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const seedFile = path.join(import.meta.dirname, 'seedRuns.sql');
const migrationsDir = path.join(root, 'supabase', 'migrations');
const tablesDir = path.join(root, 'supabase', 'seed');

/** Only while loading: a hosted project times nothing with these. They need a restart, and so does their end. */
const loading = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal', // a table that is filled in the transaction that emptied it is not logged
  max_wal_senders: '0',
  autovacuum: 'off',
  maintenance_work_mem: '1GB',
};

/** So many runs in so many days, default a year. */
export interface History {
  rows: number;
  days?: number;
}

export interface BenchServer {
  /**
   * Databases of these histories and their rollups, up to date. Made on the first call (10 M runs: under 4 minutes, and the
   * rollups), afterwards only caught up: `.scrapewatch/bench` is keyed by the seed's SQL, and migrations are applied again.
   */
  databases(...histories: History[]): Promise<postgres.Sql[]>;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of the figures with the settings of the demo's stack: 128 MB of shared buffers, no JIT, everything
 * else as PostgreSQL ships it. A hosted project of the smallest size has more memory, which would help both sides of a ratio.
 */
export async function startBenchServer(log: (line: string) => void = console.log): Promise<BenchServer> {
  const key = hashOf([seedFile, ...sqlFiles(tablesDir)]);
  const home = path.join(root, '.scrapewatch', 'bench');
  const dataDir = path.join(home, key.slice(0, 12));
  mkdirSync(home, { recursive: true });
  for (const stale of readdirSync(home).filter((name) => name !== path.basename(dataDir))) {
    rmSync(path.join(home, stale), { recursive: true, force: true }); // of an earlier seed: gigabytes
  }
  let server = await startPostgres({ dataDir, onNotice: log });
  const open: postgres.Sql[] = [];

  async function restart(change: (admin: postgres.Sql) => Promise<void>): Promise<void> {
    await Promise.all(open.splice(0).map((sql) => sql.end()));
    const admin = connect(server.url, 'postgres');
    await change(admin);
    await admin.end();
    await server.stop();
    server = await startPostgres({ dataDir, onNotice: log });
  }

  return {
    databases: async (...histories) => {
      const missing: History[] = [];
      for (const history of histories) {
        if (!(await isSeeded(server, nameOf(history)))) {
          missing.push(history);
        }
      }
      if (missing.length > 0) {
        await restart(async (admin) => {
          for (const [setting, value] of Object.entries(loading)) {
            await admin.unsafe(`alter system set ${setting} = '${value}'`);
          }
        });
        for (const history of missing) {
          await seed(server, history, log);
        }
        await restart(async (admin) => void (await admin`alter system reset all`));
      }
      const found: postgres.Sql[] = [];
      for (const history of histories) {
        await catchUp(server, nameOf(history), log);
        found.push(connect(server.url, nameOf(history)));
      }
      open.push(...found);
      return found;
    },
    stop: async () => {
      await Promise.all(open.map((sql) => sql.end()));
      await server.stop();
    },
  };
}

async function isSeeded(server: Postgres, name: string): Promise<boolean> {
  const admin = connect(server.url, 'postgres');
  const found = await admin`select 1 from pg_database where datname = ${name}`;
  await admin.end();
  return found.length > 0;
}

function nameOf({ rows, days = 365 }: History): string {
  return `runs_${rows}_in_${days}_days`;
}

/** Under another name until it is complete, so that an interrupted seeding is never taken for a finished one. */
async function seed(server: Postgres, history: History, log: (line: string) => void): Promise<void> {
  const { rows, days = 365 } = history;
  const name = nameOf(history);
  const startedAt = performance.now();
  const unfinished = `${name}_unfinished`;
  const admin = connect(server.url, 'postgres');
  await admin.unsafe(`drop database if exists ${unfinished}`);
  await admin.unsafe(`create database ${unfinished}`);
  await migrate(databaseUrl(server.url, unfinished), { demo: true });
  const sql = connect(server.url, unfinished);
  await sql.begin(async (transaction) => {
    await transaction`select set_config('bench.rows', ${String(rows)}, true), set_config('bench.days', ${String(days)}, true)`;
    await transaction.unsafe(readFileSync(seedFile, 'utf8'));
  });
  await sql`vacuum (analyze, freeze) public.scrape_runs`; // as autovacuum would have left it
  await sql`vacuum (analyze)`;
  log(`  ${rows.toLocaleString('en')} runs with indexes seeded in ${secondsSince(startedAt)} s`);
  await sql.end();
  await admin.unsafe(`alter database ${unfinished} rename to ${name}`);
  await admin.end();
}

/** Applies changed migrations, adds the runs since the last time, rolls up. Changed rollups are made anew. */
async function catchUp(server: Postgres, name: string, log: (line: string) => void): Promise<void> {
  const sql = connect(server.url, name);
  const hash = hashOf(sqlFiles(migrationsDir).filter((file) => file.includes('rollup')));
  const [state] = await sql<Array<{ rollups: string | null }>>`select rollups from bench.seed`;
  const isCurrent = state?.rollups === hash;
  if (!isCurrent) {
    await sql`drop schema if exists scrapewatch cascade`;
    await sql`delete from demo_stack.applied`;
  }
  await migrate(databaseUrl(server.url, name), { demo: true });
  const [caught] = await sql<Array<{ added: string }>>`select bench.catch_up()::text as added`;
  const startedAt = performance.now();
  await sql.unsafe(`select scrapewatch.${isCurrent ? 'refresh_rollups' : 'rebuild_rollups'}()`);
  log(
    `  ${name}: ${caught?.added} runs added, rollups ${isCurrent ? 'refreshed' : 'built'} in ${secondsSince(startedAt)} s`
  );
  await sql`select scrapewatch.refresh_rollups()`; // what is due beside the rollups, too
  await sql`update bench.seed set rollups = ${hash}`;
  await sql`vacuum (analyze)`; // as autovacuum would have left it
  await sql.end();
}

function sqlFiles(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => path.join(folder, name));
}

function hashOf(files: string[]): string {
  const hash = createHash('sha256');
  files.forEach((file) => hash.update(readFileSync(file)));
  return hash.digest('hex');
}

function connect(url: string, database: string): postgres.Sql {
  return postgres(databaseUrl(url, database), { max: 1, onnotice: () => undefined });
}

function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function secondsSince(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}
