import { createHash } from 'node:crypto';
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { z } from 'zod';
import { createRandom, type Random } from '../demo/simulator/random';
import { mintKeys } from '../demo/stack/keys';
import { migrate } from '../demo/stack/migrate';
import { startPostgres } from '../demo/stack/postgres';
import { startSupabase } from '../demo/stack/supabase';

const recordedFile = path.resolve(import.meta.dirname, '..', 'supabase', 'tests', 'grafana-10.1.2-webhooks.json');
const recordedSchema = z.array(z.object({ body: z.looseObject({ alerts: z.array(z.looseObject({})) }) }));
const PARALLEL = 8;
const SENDER_GIVES_UP_MS = 10_000; // Grafana's own

interface Options {
  notifications: number;
  /** Share that is sent twice. */
  duplicated: number;
  /** How often PostgreSQL is killed (-9) and started again while they are being sent. */
  kills: number;
  seed: number;
}

export interface Delivery {
  sent: number;
  /** Answers other than 200, after which the notification was sent again. */
  repeated: number;
  events: number;
  /** Events that were sent and are not stored. */
  lost: number;
  /** Events stored more than once, or never sent. */
  double: number;
  /** Alerts whose present state is not that of their newest event. */
  wrongState: number;
  seconds: number;
}

interface Event {
  fingerprint: string;
  startsAt: string;
  status: string;
}

/**
 * Sends notifications of Grafana to the webhook as Grafana does, through the Supabase API on a PostgreSQL of its own:
 * shuffled, so that ends overtake starts, repeating each until it is answered with 200.
 */
export async function deliverAlerts({ notifications, duplicated, kills, seed }: Options): Promise<Delivery> {
  const random = createRandom(seed, 'deliverAlerts');
  const bodies = shuffled(withDuplicates(makeNotifications(notifications), duplicated, random), random);
  const folder = mkdtempSync(path.join(tmpdir(), 'scrapewatch-alerts-'));
  const dataDir = path.join(folder, 'postgres');
  let database = await startPostgres({ dataDir });
  await migrate(database.url);
  const keys = await mintKeys();
  const supabase = await startSupabase({ databaseUrl: database.url, keys });

  const killAt = Array.from({ length: kills }, (_, n) => Math.floor((bodies.length * (n + 1)) / (kills + 1)));
  let taken = 0;
  let repeated = 0;
  let restarted = Promise.resolve();
  const restart = async () => {
    await database.kill();
    database = await startPostgres({ dataDir, port: database.port });
  };
  async function sender(): Promise<void> {
    while (taken < bodies.length) {
      const body = bodies[taken];
      taken += 1;
      if (killAt.includes(taken)) {
        restarted = restarted.then(restart); // the others go on sending meanwhile
      }
      while (!(await isTaken(`${supabase.url}/rest/v1/rpc/scrapewatch_ingest_alerts`, body ?? '', keys))) {
        repeated += 1;
        await new Promise((resolve) => setTimeout(resolve, 20)); // Grafana's pause is a group_interval
      }
    }
  }
  const startedAt = performance.now();
  try {
    await Promise.all(Array.from({ length: PARALLEL }, sender));
    await restarted;
    const seconds = (performance.now() - startedAt) / 1000;
    return { sent: bodies.length, repeated, seconds, ...(await judge(database.url, bodies)) };
  } finally {
    await restarted;
    await supabase.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pairs of a start and its end, made from the recorded bodies; each fingerprint has several episodes. */
function makeNotifications(count: number): string[] {
  const recorded = recordedSchema.parse(JSON.parse(readFileSync(recordedFile, 'utf8')));
  return Array.from({ length: count }, (_, n) => {
    const episode = Math.floor(n / 2);
    const kind = episode % recorded.length;
    const status = n % 2 === 0 ? 'firing' : 'resolved';
    const startsAt = new Date(Date.UTC(2026, 8, 1) + episode * 60_000);
    const template = recorded[kind]?.body;
    const alerts = template?.alerts.map((alert, place) => ({
      ...alert,
      status,
      fingerprint: createHash('sha256')
        .update(`${kind}/${place}/${episode % 600}`)
        .digest('hex')
        .slice(0, 16),
      startsAt: startsAt.toISOString(),
      endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : new Date(startsAt.getTime() + 30_000).toISOString(),
    }));
    return JSON.stringify({ ...template, status, alerts });
  });
}

function withDuplicates(bodies: string[], share: number, random: Random): string[] {
  return bodies.concat(shuffled(bodies, random).slice(0, Math.round(bodies.length * share)));
}

function shuffled<T>(list: T[], random: Random): T[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
}

async function isTaken(
  url: string,
  body: string,
  keys: { publishableKey: string; ingestToken: string }
): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        apikey: keys.publishableKey,
        authorization: `Bearer ${keys.ingestToken}`,
      },
      body,
      signal: AbortSignal.timeout(SENDER_GIVES_UP_MS),
    });
    await answer.text();
    if (answer.status >= 400 && answer.status < 500) {
      throw new TypeError(`Notification refused with ${answer.status}`);
    }
    return answer.status === 200;
  } catch (error) {
    if (error instanceof TypeError && error.message.startsWith('Notification refused')) {
      throw error;
    }
    return false;
  }
}

async function judge(
  url: string,
  bodies: string[]
): Promise<Pick<Delivery, 'events' | 'lost' | 'double' | 'wrongState'>> {
  const sql = postgres(url, { max: 1 });
  const [stored, states] = await sql.begin('read only', async (transaction) => [
    await transaction<
      Event[]
    >`select fingerprint, ${iso(transaction)} as "startsAt", status from scrapewatch.alert_events`,
    await transaction<Event[]>`select fingerprint, ${iso(transaction)} as "startsAt", status from scrapewatch.alerts`,
  ]);
  await sql.end();

  const sent = new Map<string, Event>();
  const newest = new Map<string, Event>();
  for (const { alerts } of bodies.map((body) => JSON.parse(body) as { alerts: Event[] })) {
    for (const event of alerts) {
      sent.set(keyOf(event), event);
      const known = newest.get(event.fingerprint);
      if (!known || orderOf(known) < orderOf(event)) {
        newest.set(event.fingerprint, event);
      }
    }
  }
  const kept = new Set(stored.map(keyOf));
  const known = new Set(states.map(keyOf));
  return {
    events: sent.size,
    lost: [...sent.keys()].filter((key) => !kept.has(key)).length,
    double: stored.length - kept.size + [...kept].filter((key) => !sent.has(key)).length,
    wrongState:
      [...newest.values()].filter((event) => !known.has(keyOf(event))).length + Math.abs(states.length - newest.size),
  };
}

function iso(sql: postgres.TransactionSql): postgres.Fragment {
  return sql`to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function keyOf({ fingerprint, startsAt, status }: Event): string {
  return `${fingerprint} ${startsAt} ${status}`;
}

/** An end comes after its start, a later episode after both. */
function orderOf({ startsAt, status }: Event): string {
  return `${startsAt} ${status}`; // 'firing' < 'resolved'
}
