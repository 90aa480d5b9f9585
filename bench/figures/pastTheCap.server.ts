// The other side of P2, a process of its own as a server is: PostgreSQL, Supabase with its cap, and a proxy that is far away.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { mintKeys } from '../../demo/stack/keys.ts';
import { migrate } from '../../demo/stack/migrate.ts';
import { startPostgres } from '../../demo/stack/postgres.ts';
import { startSupabase } from '../../demo/stack/supabase.ts';

const delayMs = 40;
const maxRows = 1000;

const folder = mkdtempSync(path.join(tmpdir(), 'scrapewatch-past-the-cap-'));
const database = await startPostgres({ dataDir: path.join(folder, 'postgres') });
await migrate(database.url, {});
const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
await sql.unsafe(`
  create table public.readings (id bigint primary key, at timestamptz not null, client text not null, value float8);
  grant usage on schema public to scrapewatch_reader;
  grant select on public.readings to scrapewatch_reader;
`);
const [rows = '0', from = '0', to = '0'] = process.argv.slice(2);
// Unevenly spread, and every seventh row at the very time of the one before.
await sql`
  insert into public.readings
  select n, ${new Date(Number(from))}::timestamptz
      + ${Number(to) - Number(from)}::float8 * interval '1 ms' * (power((n - (n % 7 = 0)::int)::float8 / ${Number(rows) + 1}, 1.3)),
    'client-' || n % 48, n * 0.5
  from generate_series(1, ${Number(rows)}) n`;
await sql`create index on public.readings (at, id)`;
await sql`analyze public.readings`;
await sql.end();
const keys = await mintKeys();
const supabase = await startSupabase({ databaseUrl: database.url, keys, maxRows });

const proxy = createServer((request, response) => void forward(request, response));
proxy.listen(0, '127.0.0.1', () => {
  const address = proxy.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.send?.({ url: `http://127.0.0.1:${port}`, databaseUrl: database.url });
});
process.once('disconnect', () => void stop());

async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await pause(delayMs);
  const answer = await fetch(supabase.url + (request.url ?? '').replace(/^\/read/, '/rest/v1'), {
    headers: {
      Accept: 'application/json',
      'Accept-Profile': String(request.headers['accept-profile'] ?? 'public'),
      apikey: keys.publishableKey,
      Authorization: `Bearer ${keys.readerToken}`,
    },
  });
  response.writeHead(answer.status, { 'Content-Type': 'application/json' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

async function stop(): Promise<void> {
  proxy.closeAllConnections();
  proxy.close();
  await supabase.stop();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
