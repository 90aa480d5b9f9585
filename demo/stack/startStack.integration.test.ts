import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandOf } from './commandOf';
import { isPortFree } from './freePort';
import type { StackPhase } from './phases';
import { type Stack, startStack } from './startStack';

let dataDir: string;
let stack: Stack;
const phases: StackPhase[] = [];
const notices: string[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'scrapewatch-stack-'));
  stack = await startStack({
    dataDir,
    prometheus: false,
    historyDays: 1,
    onPhase: (phase) => phases.push(phase),
    onNotice: (line) => notices.push(line),
  });
});

afterAll(async () => {
  await stack?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function runStats(): Promise<Response> {
  const range = `from_ts=${new Date(Date.now() - 86_400_000).toISOString()}&to_ts=${new Date().toISOString()}`;
  return fetch(`${stack.supabaseUrl}/rest/v1/rpc/run_stats?${range}`, {
    headers: {
      apikey: stack.keys.publishableKey,
      authorization: `Bearer ${stack.keys.readerToken}`,
      'accept-profile': 'scrapewatch',
    },
  });
}

describe('startStack', () => {
  it('answers the reader with the runs of the past day', async () => {
    const answer = await runStats();
    expect(answer.status).toBe(200);
    const [stats] = (await answer.json()) as Array<{ total: number }>;
    expect(stats?.total).toBeGreaterThan(100);
  });

  it('tells each phase when it starts and, with its seconds, when it is over', () => {
    const names = ['postgres', 'migrations', 'history', 'supabase', 'simulator'];
    for (const name of names) {
      const states = phases.filter((phase) => phase.name === name);
      expect(states.map((phase) => phase.state)).toEqual(['running', 'done']);
      expect(states[1]?.seconds).toBeGreaterThanOrEqual(0);
    }
  });

  it('keeps its keys where only their owner can read them', () => {
    expect(statSync(join(dataDir, 'keys.json')).mode & 0o077).toBe(0);
    expect(readFileSync(join(dataDir, 'keys.json'), 'utf8')).toContain(stack.keys.readerToken);
  });

  it('refuses a second one on the same data, naming the process', async () => {
    const other = mkdtempSync(join(tmpdir(), 'scrapewatch-stack-'));
    writeFileSync(join(other, 'running'), String(process.ppid));
    await expect(startStack({ dataDir: other, prometheus: false })).rejects.toThrow(`process ${process.ppid}`);
    rmSync(other, { recursive: true, force: true });
  });

  it('answers 503 with a PostgREST code while PostgreSQL is dead, starts it again, and says so', async () => {
    const before = stack.databasePid;
    process.kill(before, 'SIGKILL');
    let sawFault: unknown;
    await expect
      .poll(
        async () => {
          const answer = await runStats();
          sawFault ??= answer.status === 503 ? await answer.json() : undefined;
          return answer.status === 200 && stack.databasePid !== before;
        },
        { timeout: 20_000, interval: 20 }
      )
      .toBe(true);
    expect(sawFault).toMatchObject({ code: expect.stringMatching(/^PGRST00[0-2]$/) as string });
    expect(notices.join('\n')).toMatch(/PostgreSQL ended \(SIGKILL\); starting it again.\nPostgreSQL runs again./);
  });

  it('leaves no process and no port when stopped, and starts warm', async () => {
    const ports = [stack.supabaseUrl, stack.metricsUrl, stack.databaseUrl].map((url) =>
      Number(new URL(url ?? '').port)
    );
    const pid = stack.databasePid;
    await stack.stop();
    expect(commandOf(pid)).toBe('');
    expect(await Promise.all(ports.map(isPortFree))).toEqual([true, true, true]);
    stack = await startStack({ dataDir, prometheus: false, historyDays: 1 });
    expect((await runStats()).status).toBe(200);
  });

  it('gives up at once when told to while starting, leaving nothing', async () => {
    const other = mkdtempSync(join(tmpdir(), 'scrapewatch-stack-'));
    const abort = new AbortController();
    let port = 0;
    const onPhase = ({ name, state, detail }: StackPhase) => {
      if (name === 'postgres' && state === 'done') {
        port = Number(detail?.split(' ').at(-1));
        abort.abort();
      }
    };
    await expect(startStack({ dataDir: other, prometheus: false, signal: abort.signal, onPhase })).rejects.toThrow(
      /abort/
    );
    expect(await isPortFree(port)).toBe(true);
    rmSync(other, { recursive: true, force: true });
  });
});

describe('checkFreeSpace', () => {
  it('says how much is missing, and where to go instead', async () => {
    const { checkFreeSpace } = await import('./freeSpace');
    mkdirSync(dataDir, { recursive: true });
    await expect(checkFreeSpace(dataDir, 1e18)).rejects.toThrow(/Only \d+ MB are free .* SCRAPEWATCH_DATA/);
  });
});
