import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres } from '../stack/postgres';
import { bundlePrograms } from './bundle';
import type { migrateForCompose } from './migrate';

let place: string;
let database: Awaited<ReturnType<typeof startPostgres>>;
let bundled: { migrateForCompose: typeof migrateForCompose };

beforeAll(async () => {
  place = mkdtempSync(path.join(tmpdir(), 'scrapewatch-compose-'));
  const [started] = await Promise.all([
    startPostgres({ dataDir: path.join(place, 'postgres') }),
    bundlePrograms(path.join(place, 'app')),
  ]);
  database = started;
  // As the image runs it: one file, with its SQL beside it.
  bundled = await import(pathToFileURL(path.join(place, 'app/demo/compose/migrate.mjs')).href);
});
afterAll(async () => {
  await database.stop();
  rmSync(place, { recursive: true, force: true });
});

describe('the compose file’s migrate job', () => {
  const password = "it's 100% odd";
  const run = () =>
    bundled.migrateForCompose({ databaseUrl: database.url, authenticatorPassword: password, seed: 1, days: 1 });

  it('makes a bare database one that PostgREST can log in to and the reader can ask', async () => {
    const did = await run();

    const url = new URL(database.url);
    const sql = postgres({
      host: url.hostname,
      port: Number(url.port),
      database: url.pathname.slice(1),
      username: 'authenticator',
      password,
      max: 1,
    });
    const [stats] = await sql.begin(async (transaction) => {
      await transaction`set local role scrapewatch_reader`;
      return transaction`select total::integer from scrapewatch.run_stats(now() - interval '1 day', now())`;
    });
    await sql.end();

    expect(did[0]).toBe('applied demo/stack/hostedProject.sql');
    expect(stats?.total).toBeGreaterThan(100);
  });

  it('finds nothing to do when it runs again', async () => {
    expect(await run()).toEqual(['history: nothing, 0 runs']);
  });
});
