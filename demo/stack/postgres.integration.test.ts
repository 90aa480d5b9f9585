import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandOf } from './commandOf';
import { isPortFree } from './freePort';
import { type Postgres, startPostgres } from './postgres';

let dataDir: string;
let running: Postgres | undefined;
let notices: string[];

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'scrapewatch-postgres-')), 'postgres');
  notices = [];
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(join(dataDir, '..'), { recursive: true, force: true });
});

async function start(port?: number): Promise<Postgres> {
  running = await startPostgres({ dataDir, port, onNotice: (line) => notices.push(line) });
  return running;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

describe('startPostgres', () => {
  it('serves UTF-8 in UTC on 127.0.0.1 and needs its password', async () => {
    const { url, port } = await start();
    const settings = `select current_setting('server_encoding') as encoding, current_setting('timezone') as zone, current_setting('listen_addresses') as addresses, upper('ä') as upper`;
    expect(await query(url, settings)).toEqual([{ encoding: 'UTF8', zone: 'UTC', addresses: '127.0.0.1', upper: 'Ä' }]);
    await expect(query(`postgres://postgres:wrong@127.0.0.1:${port}/postgres`, 'select 1')).rejects.toThrow(/password/);
    expect(statSync(join(dataDir, 'password')).mode & 0o077).toBe(0);
  });

  it('serves PostgreSQL 15 as well, with the same encoding, zone and order', async () => {
    running = await startPostgres({ dataDir, version: 15 });
    const settings = `select current_setting('server_version') as version, upper('ä') as upper, 'a' < 'B' as dictionary_order`;
    expect(await query(running.url, settings)).toEqual([
      { version: expect.stringMatching(/^15\./), upper: 'Ä', dictionary_order: false },
    ]);
  });

  it('keeps its data, and leaves no process, port or lock when stopped', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 7 as n');
    await first.stop();
    expect(commandOf(first.pid)).toBe('');
    expect(await isPortFree(first.port)).toBe(true);
    expect(existsSync(join(dataDir, 'cluster', 'postmaster.pid'))).toBe(false);
    const second = await start(first.port);
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(notices).toEqual([]);
  });

  it('starts again after kill -9, with what was committed', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 7 as n');
    await first.kill();
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
    const second = await start();
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('moves a half-written cluster aside and says so', async () => {
    mkdirSync(join(dataDir, 'cluster', 'base'), { recursive: true });
    writeFileSync(join(dataDir, 'cluster', 'PG_VERSION'), '17\n');
    const { url } = await start();
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(notices.join()).toContain('half written');
    expect(readFileSync(join(dataDir, 'unfinished', 'PG_VERSION'), 'utf8')).toBe('17\n');
  });

  it('ignores a postmaster.pid whose number belongs to another program by now', async () => {
    const { url } = await start();
    await query(url, 'create table kept (n int)');
    await running?.stop();
    writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), `${process.pid}\n${dataDir}/cluster\n`);
    const second = await start();
    expect(await query(second.url, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
  });

  it('names a port that is in use', async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) => {
      blocker.listen(0, '127.0.0.1', () => {
        const address = blocker.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    await expect(start(port)).rejects.toThrow(`Port ${port} is in use`);
    await new Promise((resolve) => blocker.close(resolve));
  });

  it('refuses data that this process already serves', async () => {
    await start();
    await expect(startPostgres({ dataDir })).rejects.toThrow('is in use by process');
  });
});

describe('a PostgreSQL whose starter was killed with -9', () => {
  it('ends by itself, within seconds', async () => {
    const script = fileURLToPath(new URL('./postgresForTest.ts', import.meta.url));
    const starter = spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(await firstLine(starter));
    expect(commandOf(pid)).toContain('postgres');
    starter.kill('SIGKILL');
    await expect.poll(() => commandOf(pid), { timeout: 15_000 }).toBe('');
    const again = await start();
    expect(await query(again.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });
});

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('exit', () => reject(new Error('the starter ended')));
  });
}
