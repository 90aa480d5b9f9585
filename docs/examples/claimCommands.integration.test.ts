import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../demo/stack/migrate';
import { SupabaseForTest } from '../../demo/stack/SupabaseForTest';
import { claimCommands, type ClaimedCommand } from './claimCommands';
import { keepHouse } from './keepHouse';

let project: SupabaseForTest;
let supabase: SupabaseClient;

beforeAll(async () => {
  project = await SupabaseForTest.start();
  await project.sql`drop schema scrapewatch cascade`; // the fixture's
  await migrate(project.database.url, { demo: true });
  await project.sql`update scrapewatch.settings set value = 0 where key = 'command_undo_seconds'`;
  await project.supabase.reloadSchema();
  supabase = createClient(project.supabase.url, project.keys.secretKey, { auth: { persistSession: false } });
});
beforeEach(async () => {
  await project.sql`truncate scrapewatch.commands`;
  await project.sql`delete from public.scrapers`;
  await project.sql`insert into public.scrapers (name, system, environment, status) values
    ('ig-1', 'IGF', 'prod', 'running'), ('ig-2', 'IGF', 'prod', 'stopped')`;
});
afterAll(() => project?.stop());

/** As Grafana's proxy asks for an Editor. */
function operate(name: string, args: Record<string, unknown>) {
  return project.ask(`/rpc/${name}`, {
    method: 'POST',
    token: project.keys.operatorToken,
    headers: {
      'content-type': 'application/json',
      'content-profile': 'scrapewatch',
      'x-grafana-user': 'mia',
    },
    body: JSON.stringify(args),
  });
}

const log = () =>
  project.sql`select kind, target, actor, status, worker, result from scrapewatch.command_log order by command_id`;

describe('docs/examples/claimCommands.ts', () => {
  it('A9 carries out what was asked for in Grafana, oldest first, and says how each ended', async () => {
    const asked = await operate('request_command', {
      kind: 'stop_scraper',
      target: 'ig-1',
      reason: 'leak',
      claimed_by: 'tom',
    });
    expect([asked.status, asked.body]).toMatchObject([200, { status: 'requested', repeated: false }]);
    await operate('request_command', { kind: 'start_scraper', target: 'ig-2', reason: 'instead', system: 'IGF' });

    const seen: ClaimedCommand[] = [];
    await claimCommands(supabase, 'worker-1', async (command) => {
      seen.push(command);
      if (command.kind === 'start_scraper') {
        throw new Error('no memory left');
      }
      return 'stopped';
    });

    expect(seen).toMatchObject([
      {
        kind: 'stop_scraper',
        target: 'ig-1',
        system: 'IGF',
        environment: 'prod',
        reason: 'leak',
        actor: 'mia',
        attempts: 1,
      },
      { kind: 'start_scraper', target: 'ig-2' },
    ]);
    expect(await log()).toMatchObject([
      { kind: 'stop_scraper', actor: 'mia', status: 'done', worker: 'worker-1', result: 'stopped' },
      { kind: 'start_scraper', actor: 'mia', status: 'failed', worker: 'worker-1', result: 'Error: no memory left' },
    ]);
  });

  it('A9 answers refusals with their HTTP status and words for people', async () => {
    const running = await operate('request_command', { kind: 'start_scraper', target: 'ig-1', reason: 'why not' });
    expect([running.status, running.body]).toMatchObject([409, { message: 'Scraper ig-1 is running already' }]);
    const unknown = await operate('request_command', { kind: 'start_scraper', target: 'ig-9', reason: 'why not' });
    expect([unknown.status, unknown.body]).toMatchObject([404, { message: 'There is no scraper ig-9' }]);
    const silent = await operate('request_command', { kind: 'stop_scraper', target: 'ig-1', reason: '' });
    expect([silent.status, silent.body]).toMatchObject([422, { message: 'A command needs a reason' }]);
  });

  it('A9 lets an operator take a command back, and the worker then finds none', async () => {
    await project.sql`update scrapewatch.settings set value = 60 where key = 'command_undo_seconds'`;
    const asked = await operate('request_command', { kind: 'stop_scraper', target: 'ig-1', reason: 'leak' });
    await claimCommands(supabase, 'worker-1', () => Promise.reject(new Error('nothing is due')));
    const { command_id } = asked.body as { command_id: number };
    expect((await operate('undo_command', { command_id })).body).toEqual({
      command_id,
      status: 'undone',
      repeated: false,
    });
    expect(await log()).toMatchObject([{ status: 'undone', worker: null }]);
    await project.sql`update scrapewatch.settings set value = 0 where key = 'command_undo_seconds'`;
  });

  it('C17 reaches the functions on alerts the same way', async () => {
    await project.ask('/rpc/scrapewatch_ingest_alerts', {
      method: 'POST',
      token: project.keys.ingestToken,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        alerts: [{ status: 'firing', fingerprint: 'f1', startsAt: '2026-11-21T10:00:00Z', labels: {} }],
      }),
    });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    for (const [name, args] of Object.entries({
      acknowledge_alert: { note: 'mine' },
      assign_alert: { assignee: 'tom' },
      note_alert: { note: 'restarted' },
      snooze_alert: { until },
      unacknowledge_alert: {},
    })) {
      const answer = await operate(name, { fingerprint: 'f1', ...args });
      expect([name, answer.status, answer.body]).toMatchObject([name, 200, { fingerprint: 'f1', repeated: false }]);
    }
    expect((await operate('acknowledge_alert', { fingerprint: 'none' })).status).toBe(404);
    const actions = await project.ask('/alert_actions?select=action,actor&order=action_id', {
      token: project.keys.readerToken,
      headers: { 'accept-profile': 'scrapewatch' },
    });
    expect(actions.body).toEqual(
      ['acknowledge', 'assign', 'note', 'snooze', 'unacknowledge'].map((action) => ({ action, actor: 'mia' }))
    );
  });
});

describe('docs/examples/keepHouse.ts', () => {
  it('D6 rolls up and asks for the resets that a policy allows, from two workers at once', async () => {
    await project.sql`insert into public.clients (id, username, system, environment) values ('00000000-0000-4000-8000-000000000001', 'ada', 'IGF', 'prod')`;
    await project.sql`insert into public.scrape_runs (client_id, scraper_id, status, started_at)
      select '00000000-0000-4000-8000-000000000001', id, 'processing', now() - interval '1 h' from public.scrapers where name = 'ig-1'`;
    await project.sql`insert into scrapewatch.remediation_policies (name, enabled, dry_run) values ('stuck', true, false)`;
    await Promise.all([keepHouse(supabase), keepHouse(supabase)]);
    expect(await log()).toMatchObject([{ kind: 'reset_run', actor: 'policy:stuck', status: 'requested' }]);
    await project.sql`truncate public.scrape_runs cascade`;
  });
});
