import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { mintKeys, type StackKeys } from '../../demo/stack/keys';
import { startPostgres } from '../../demo/stack/postgres';
import { startSupabase } from '../../demo/stack/supabase';

export interface Stranger {
  url: string;
  keys: StackKeys;
  sql: postgres.Sql;
  stop: () => Promise<void>;
}

/** A Supabase project that has never heard of Scrapewatch: customers and their orders in `public`, for `anon` to read. */
export async function startStranger(): Promise<Stranger> {
  const folder = await mkdtemp(path.join(tmpdir(), 'scrapewatch-stranger-'));
  const database = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  await sql.unsafe(await readFile(path.join(import.meta.dirname, '../../demo/stack/hostedProject.sql'), 'utf8'));
  await sql.unsafe(`
    create table public.customers (id int primary key, name text not null, country text not null);
    create table public.orders (
      id int primary key, customer_id int not null references public.customers, amount numeric(10, 2) not null,
      placed_at timestamptz not null default now()
    );
    insert into public.customers select n, 'customer ' || n, case n % 2 when 0 then 'CH' else 'IT' end from generate_series(1, 20) n;
    insert into public.orders select n, 1 + n % 20, n * 1.5, now() - n * interval '1 minute' from generate_series(1, 300) n;
    grant usage on schema public to anon;
    grant select on public.customers, public.orders to anon;`);
  const keys = await mintKeys();
  const supabase = await startSupabase({ databaseUrl: database.url, keys, schemas: ['public'] });
  return {
    url: supabase.url,
    keys,
    sql,
    stop: async () => {
      await supabase.stop();
      await sql.end();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
