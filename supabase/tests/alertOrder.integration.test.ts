import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRandom } from '../../demo/simulator/random';
import { as, type Row, type Sql, startTestServer, type TestServer, wipe } from './testDatabase';

const notificationShape = z.array(z.object({ body: z.looseObject({ alerts: z.array(z.unknown()) }) }));
type Body = z.infer<typeof notificationShape>[number]['body'];

const read = (name: string): Body[] =>
  notificationShape
    .parse(JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')))
    .map((notification) => notification.body);
/** As the two senders sent them, in the order they did. */
const grafana = read('./grafana-10.1.2-webhooks.json');
const alertmanager = read('./alertmanager-0.25.0-webhooks.json');

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
});
beforeEach(forget);
afterAll(() => server?.stop());

function forget(): Promise<void> {
  return wipe(sql, 'scrapewatch.alerts', 'scrapewatch.alert_events');
}

/** Takes notifications one after the other. */
async function ingest(bodies: Body[]): Promise<Row[]> {
  const list = JSON.stringify(bodies).replaceAll("'", "''");
  return as(
    sql,
    'scrapewatch_ingest',
    `select public.scrapewatch_ingest_alerts(n.body) as answer
      from jsonb_array_elements('${list}'::jsonb) with ordinality n(body, place) order by n.place`
  );
}

/** What the alerts table says, without when it was last told. */
const alerts = async (): Promise<unknown> =>
  (
    await sql`select jsonb_agg(to_jsonb(a) - 'last_received_at' order by a.fingerprint) as alerts from scrapewatch.alerts a`
  )[0]?.alerts;
/** Which events there are; each may be there once. */
const events = async (): Promise<unknown[]> =>
  (
    await sql`select concat_ws(' ', fingerprint, starts_at, status) as event from scrapewatch.alert_events order by 1`
  ).map((row) => row.event);

async function outcomeOf(bodies: Body[]): Promise<unknown> {
  await forget();
  await ingest(bodies);
  return { alerts: await alerts(), events: await events() };
}

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) {
    return [items];
  }
  return items.flatMap((item, place) => permutations(items.toSpliced(place, 1)).map((rest) => [item, ...rest]));
}

describe.each([
  ['Grafana 10.1.2', grafana],
  ['Alertmanager 0.25.0', alertmanager],
  ['both', [...grafana, ...alertmanager]],
])('notifications of %s', (sender, bodies) => {
  it('C17 in any of 25 random orders, a third of them sent again, end in one state', async () => {
    const random = createRandom(20261122, sender);
    const expected = await outcomeOf(bodies);
    for (let round = 0; round < 25; round += 1) {
      const repeated = bodies.filter(() => random.chance(1 / 3));
      const shuffled = [...bodies, ...repeated]
        .map((body) => ({ body, place: random.next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ body }) => body);
      expect({ round, ...((await outcomeOf(shuffled)) as object) }).toEqual({ round, ...(expected as object) });
    }
  });

  it('C17 sent all at once over two connections, twice each, end in the same state', async () => {
    const expected = await outcomeOf(bodies);
    await forget();
    await Promise.all([...bodies, ...bodies.toReversed()].map((body) => ingest([body])));
    expect({ alerts: await alerts(), events: await events() }).toEqual(expected);
  });
});

describe('recorded Alertmanager notifications', () => {
  it('C17 tell of one alert that came and went twice and one that went, four episodes and ends', async () => {
    await ingest(alertmanager);
    expect(
      await sql`select labels ->> 'instance' as instance, status, system, environment, severity from scrapewatch.alerts order by 1`
    ).toMatchObject([
      { instance: 'a', status: 'resolved', system: 'IGF', environment: 'prod', severity: 'warning' },
      { instance: 'b', status: 'resolved' },
    ]);
    expect(await events()).toHaveLength(6);
    expect(await sql`select distinct source from scrapewatch.alert_events`).toMatchObject([{ source: 'alertmanager' }]);
  });
});

describe('two episodes of one alert, the second ended twice', () => {
  const told = (status: string, startsAt: string, endsAt = '0001-01-01T00:00:00Z'): Body => ({
    alerts: [
      {
        status,
        startsAt: `2026-11-21T${startsAt}Z`,
        endsAt: endsAt.length > 8 ? endsAt : `2026-11-21T${endsAt}Z`,
        fingerprint: 'f',
        labels: {},
      },
    ],
  });
  const bodies = [
    told('firing', '10:00:00'),
    told('resolved', '10:00:00', '10:05:00'),
    told('firing', '11:00:00'),
    told('resolved', '11:00:00', '11:05:00'),
    told('resolved', '11:00:00', '11:06:00'),
  ];

  it('C17 end in the later end in all 120 orders', async () => {
    for (const order of permutations(bodies)) {
      await forget();
      await ingest(order);
      expect(await sql`select status, starts_at, ends_at from scrapewatch.alerts`).toMatchObject([
        { status: 'resolved', starts_at: new Date('2026-11-21T11:00:00Z'), ends_at: new Date('2026-11-21T11:06:00Z') },
      ]);
    }
    expect(await events()).toHaveLength(4);
  });

  it('C17 are firing in every order while the second has not ended', async () => {
    for (const order of permutations(bodies.slice(0, 3))) {
      await forget();
      await ingest(order);
      expect(await sql`select status, ends_at from scrapewatch.alerts`).toMatchObject([
        { status: 'firing', ends_at: null },
      ]);
    }
  });

  it('C17 keep the words told last of the same state', async () => {
    const words = (summary: string): Body => ({
      alerts: [
        { status: 'firing', startsAt: '2026-11-21T10:00:00Z', fingerprint: 'f', labels: {}, annotations: { summary } },
      ],
    });
    await ingest([words('91 % full'), words('98 % full'), words('95 % full')]);
    expect(await sql`select summary from scrapewatch.alerts`).toMatchObject([{ summary: '95 % full' }]);
    expect(await events()).toHaveLength(1);
  });
});
