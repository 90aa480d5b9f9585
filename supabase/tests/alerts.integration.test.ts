import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { as, type Row, type Sql, startTestServer, type TestServer, wipe } from './testDatabase';

const recordedShape = z.array(
  z.object({ body: z.looseObject({ alerts: z.array(z.looseObject({ fingerprint: z.string() })) }) })
);
/** Twelve notifications that a Grafana 10.1.2 server sent, in the order it sent them. */
const recorded = recordedShape
  .parse(JSON.parse(readFileSync(new URL('./grafana-10.1.2-webhooks.json', import.meta.url), 'utf8')))
  .map((notification) => notification.body);

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
});
beforeEach(() => wipe(sql, 'scrapewatch.alerts', 'scrapewatch.alert_events'));
afterAll(() => server?.stop());

async function ingest(body: unknown): Promise<unknown> {
  const [row] = await as(
    sql,
    'scrapewatch_ingest',
    `select public.scrapewatch_ingest_alerts(${quote(JSON.stringify(body))}) as answer`
  );
  return row?.answer;
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
const stateWithoutReceipt = async (): Promise<Row[]> => [
  ...(await sql`select to_jsonb(a) - 'last_received_at' as alert from scrapewatch.alerts a order by fingerprint`),
];
const eventCount = async () => (await sql`select count(*) as n from scrapewatch.alert_events`)[0]?.n;

function alert(facts: { status?: string; startsAt?: string; endsAt?: string; labels?: object; annotations?: object }) {
  return {
    status: 'firing',
    startsAt: '2026-11-21T10:00:00Z',
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: 'f1',
    annotations: {},
    ...facts,
    labels: { alertname: 'Queue grows', severity: 'warning', system: 'IGF', environment: 'prod', ...facts.labels },
  };
}

/** Version 4, as Alertmanager documents it. */
function alertmanager(...alerts: unknown[]) {
  return {
    version: '4',
    groupKey: '{}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'inbox',
    groupLabels: {},
    alerts,
  };
}

describe('recorded Grafana notifications', () => {
  it('C17 end in the state that the last of them told, an event each', async () => {
    for (const body of recorded) {
      await ingest(body);
    }
    const alerts =
      await sql`select fingerprint, status, severity, alertname, ends_at from scrapewatch.alerts order by fingerprint`;
    expect(alerts.map((row) => `${row.fingerprint} ${row.status} ${row.severity} ${row.alertname}`)).toEqual([
      '06ba5982d7aec0cc resolved critical DatasourceError',
      '3f129bae8c41f19b resolved critical DatasourceNoData',
      '5a10ae3abc2f6cad resolved critical Scraper down',
      '8b1919c1874eb671 resolved critical No data rule',
      'bd9a873897533d6f resolved critical Scraper down',
      'e52ef7d7b4f08252 resolved info Annotated rule',
    ]);
    expect(await eventCount()).toBe(12);
  });

  it('C17 sent again change nothing, and say so', async () => {
    for (const body of recorded) {
      await ingest(body);
    }
    const before = await stateWithoutReceipt();
    for (const body of recorded) {
      expect(await ingest(body)).toMatchObject({
        received: body.alerts.length,
        new: 0,
        repeated: body.alerts.length,
        skipped: 0,
      });
    }
    expect(await stateWithoutReceipt()).toEqual(before);
    expect(await eventCount()).toBe(12);
  });

  it('C17 arriving backwards end in the same state', async () => {
    for (const body of recorded) {
      await ingest(body);
    }
    const inOrder = await stateWithoutReceipt();
    await wipe(sql, 'scrapewatch.alerts', 'scrapewatch.alert_events');
    for (const body of recorded.toReversed()) {
      await ingest(body);
    }
    expect(await stateWithoutReceipt()).toEqual(inOrder);
  });

  it('C16 keep the links to dashboard, panel and runbook', async () => {
    for (const body of recorded.slice(0, 3)) {
      await ingest(body);
    }
    expect(
      await sql`select runbook_url, dashboard_url, panel_url from scrapewatch.alerts order by fingerprint`
    ).toMatchObject([
      { runbook_url: null, dashboard_url: null, panel_url: null },
      { runbook_url: 'https://example.org/r', dashboard_url: null },
      {
        dashboard_url: 'http://localhost:3300/d/sw-overview?orgId=1',
        panel_url: 'http://localhost:3300/d/sw-overview?orgId=1&viewPanel=1',
      },
    ]);
  });
});

describe('an Alertmanager notification', () => {
  it('C17 opens an alert with system, environment and words', async () => {
    const annotations = { summary: 'Queue grows', description: 'to 1,200', runbook_url: 'javascript:alert(1)' };
    expect(await ingest(alertmanager(alert({ annotations })))).toEqual({
      received: 1,
      new: 1,
      repeated: 0,
      skipped: 0,
    });
    expect(await as(sql, 'scrapewatch_reader', 'select * from scrapewatch.alerts')).toMatchObject([
      {
        ...{ status: 'firing', severity: 'warning', alertname: 'Queue grows', system: 'IGF', environment: 'prod' },
        ...{ summary: 'Queue grows', description: 'to 1,200', ends_at: null, runbook_url: null },
      },
    ]);
    expect(await sql`select source from scrapewatch.alert_events`).toMatchObject([{ source: 'alertmanager' }]);
  });

  it('C17 keeps an acknowledgement while an episode lasts, and drops it when the alert fires anew', async () => {
    await ingest(alertmanager(alert({})));
    await sql`update scrapewatch.alerts set acknowledged_by = 'mia', acknowledged_at = now()`;
    await ingest(alertmanager(alert({ annotations: { summary: 'still' } })));
    await ingest(alertmanager(alert({ status: 'resolved', endsAt: '2026-11-21T10:05:00Z' })));
    expect(await sql`select status, acknowledged_by from scrapewatch.alerts`).toMatchObject([
      { status: 'resolved', acknowledged_by: 'mia' },
    ]);
    await ingest(alertmanager(alert({ startsAt: '2026-11-21T11:00:00Z' })));
    expect(await sql`select status, acknowledged_by, ends_at from scrapewatch.alerts`).toMatchObject([
      { status: 'firing', acknowledged_by: null, ends_at: null },
    ]);
  });

  it('C17 late from an earlier episode is kept as history and leaves the newer state alone', async () => {
    await ingest(alertmanager(alert({ startsAt: '2026-11-21T11:00:00Z' })));
    await ingest(alertmanager(alert({ status: 'resolved', endsAt: '2026-11-21T10:05:00Z' })));
    expect(await sql`select status, starts_at from scrapewatch.alerts`).toMatchObject([
      { status: 'firing', starts_at: new Date('2026-11-21T11:00:00Z') },
    ]);
    expect(await eventCount()).toBe(2);
  });

  it('C17 with one alert that cannot be read still delivers the others', async () => {
    const broken = [
      { ...alert({}), startsAt: 'yesterday-ish' },
      { ...alert({}), status: 'pending' },
      { status: 'firing' },
      7,
      null,
    ];
    expect(await ingest(alertmanager(...broken, alert({})))).toEqual({ received: 6, new: 1, repeated: 0, skipped: 5 });
  });

  it.each(['infinity', '-infinity', 'tomorrow', 'now', '9999-01-01T00:00:00Z'])(
    'C17 with an alert since %s leaves that out: no later one could end it',
    async (startsAt) => {
      const odd = [
        { ...alert({ startsAt }), fingerprint: 'f2' },
        { ...alert({ status: 'resolved', endsAt: startsAt }), fingerprint: 'f3' },
      ];
      expect(await ingest(alertmanager(...odd, alert({})))).toEqual({ received: 3, new: 1, repeated: 0, skipped: 2 });
    }
  );

  it.each([{}, { alerts: null }, { alerts: {} }, [], 'text', null])(
    'C17 that is none (%j) is refused as 422',
    async (body) => {
      await expect(ingest(body)).rejects.toMatchObject({ code: 'PT422' });
    }
  );

  it('C17 delivered twenty times at once is one event', async () => {
    const body = alertmanager(alert({}), { ...alert({}), fingerprint: 'f2' });
    const reversed = alertmanager({ ...alert({}), fingerprint: 'f2' }, alert({}));
    await Promise.all(Array.from({ length: 20 }, (_, place) => ingest(place % 2 ? body : reversed)));
    expect(await eventCount()).toBe(2);
  });
});
