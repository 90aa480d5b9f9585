// The other side of P2, processes of their own as servers are: PostgreSQL, Supabase with its cap, and a proxy that is far away.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { z } from 'zod';
import { mintKeys } from '../../demo/stack/keys.ts';
import { migrate } from '../../demo/stack/migrate.ts';
import { startPostgres } from '../../demo/stack/postgres.ts';

const delayMs = 40;
const maxRows = 1000;

const folder = mkdtempSync(path.join(tmpdir(), 'scrapewatch-past-the-cap-'));
const database = await startPostgres({ dataDir: path.join(folder, 'postgres') });
await migrate(database.url, {});
const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
await sql.unsafe(`
  create table public.readings (id bigint primary key, at timestamptz not null, value float8);
  grant usage on schema public to scrapewatch_reader;
  grant select on public.readings to scrapewatch_reader;
`);
const [rows = '0', from = '0', to = '0'] = process.argv.slice(2);
// Narrow, so that the server's own work on a row counts little beside the way.
// Unevenly spread, and every seventh row at the very time of the one before.
await sql`
  insert into public.readings
  select n, ${new Date(Number(from))}::timestamptz
      + ${Number(to) - Number(from)}::float8 * interval '1 ms' * (power((n - (n % 7 = 0)::int)::float8 / ${Number(rows) + 1}, 1.3)),
    n * 0.5
  from generate_series(1, ${Number(rows)}) n`;
await sql`create index on public.readings (at, id)`;
await sql`analyze public.readings`;
await sql.end();
const keys = await mintKeys();
// as many as there are cores to read with: one alone is what both ways of reading would wait for
const apis = await Promise.all([startApi(), startApi()]);
let asked = 0;

const agent = new Agent({ keepAlive: true });
const proxy = createServer((incoming, outgoing) => void forward(incoming, outgoing));
proxy.listen(0, '127.0.0.1', () => {
  const address = proxy.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.send?.({ url: `http://127.0.0.1:${port}`, databaseUrl: database.url });
});
process.once('disconnect', () => void stop());

async function startApi(): Promise<{ url: string; stop: () => Promise<void> }> {
  const child = fork(path.join(import.meta.dirname, 'pastTheCap.api.ts'), {
    // room for a page's garbage, whose collection is not what is measured
    execArgv: [...process.execArgv, '--max-semi-space-size=64'],
  });
  const exited = once(child, 'exit');
  child.send({ databaseUrl: database.url, keys, maxRows });
  const [ready] = await Promise.race([once(child, 'message'), exited.then(() => [undefined])]);
  const { url } = z.object({ url: z.string() }).parse(ready);
  const stop = async () => {
    child.disconnect();
    await exited;
  };
  return { url, stop };
}

/** As a proxy does: the answer goes through as it comes. */
async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  await pause(delayMs);
  const address = apis[asked++ % apis.length].url + (incoming.url ?? '').replace(/^\/read/, '/rest/v1');
  const headers = {
    Accept: 'application/json',
    'Accept-Profile': String(incoming.headers['accept-profile'] ?? 'public'),
    apikey: keys.publishableKey,
    Authorization: `Bearer ${keys.readerToken}`,
  };
  const onward = request(address, { agent, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, { 'Content-Type': 'application/json' });
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.on('aborted', () => onward.destroy());
  onward.end();
}

async function stop(): Promise<void> {
  proxy.closeAllConnections();
  proxy.close();
  agent.destroy();
  await Promise.all(apis.map((api) => api.stop()));
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
