import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintToken, type StackKeys } from './keys';
import { inScrapewatch, SupabaseForTest } from './SupabaseForTest';

let running: SupabaseForTest;
let ask: SupabaseForTest['ask'];
let sql: postgres.Sql;
let keys: StackKeys;
let reader: string;

beforeAll(async () => {
  running = await SupabaseForTest.start();
  ask = running.ask.bind(running);
  ({ sql, keys, readerToken: reader } = running);
});

afterAll(() => running?.stop());

describe('values', () => {
  it('are written as row_to_json writes them', async () => {
    const columns = 'id,score,ratio,at,local_at,span,day,payload,raw';
    for (const id of ['1', '9007199254740993']) {
      const { text } = await ask(`/runs?select=${columns}&id=eq.${id}`);
      const [row] =
        await sql`select row_to_json(r)::text as json from (select ${sql.unsafe(columns)} from public.runs where id = ${id}) r`;
      const normal = (json: string) => JSON.parse(json.replace(/"(id|score)":(\d[\d.]{14,})/g, '"$1":"$2"')) as unknown;
      expect(normal(text)).toEqual([normal(String(row?.json))]);
    }
  });

  it('of aggregates are numbers', async () => {
    const { body } = await ask('/runs?select=status,score.avg(),count()&status=eq.failed');
    expect(body).toEqual([{ status: 'failed', avg: 753, count: 300 }]);
  });
});

describe('rows', () => {
  it('stop at max_rows with status 200 and no word about it', async () => {
    const { status, body } = await ask('/runs?select=id');
    expect([status, (body as unknown[]).length]).toEqual([200, 1000]);
  });

  it('are counted beyond max_rows when asked', async () => {
    const { status, headers } = await ask('/runs?select=id&limit=2&offset=3', { headers: { prefer: 'count=exact' } });
    expect([status, headers.get('content-range')]).toEqual([206, '3-4/1501']);
  });

  it('past the end of a counted table are 416 PGRST103', async () => {
    const answer = await ask('/runs?select=id&offset=5000', { headers: { prefer: 'count=exact' } });
    expect(answer).toMatchObject({ status: 416, body: { code: 'PGRST103' } });
  });

  it('match a filter value with quotes, commas and parentheses exactly', async () => {
    const value = encodeURIComponent('("a \\"b\\", (c)")');
    expect((await ask(`/runs?select=status&status=in.${value}`)).body).toEqual([{ status: 'a "b", (c)' }]);
  });

  it('hidden by row level security are an empty list', async () => {
    expect(await ask('/guarded')).toMatchObject({ status: 200, body: [] });
  });
});

describe('functions', () => {
  it('take text[] literals with spaces, quotes and commas from the query', async () => {
    const systems = encodeURIComponent('{"a b","c\\"d","e,f","__x{}"}');
    const { body } = await ask(`/rpc/echo?systems=${systems}`, inScrapewatch);
    expect((body as Array<{ item: string }>).map((row) => row.item)).toEqual(['a b', 'c"d', 'e,f', '__x{}']);
  });

  it('take times and intervals from the query', async () => {
    const { body } = await ask(
      '/rpc/echo?systems={x}&from_ts=2026-05-01T02:00:00.000%2B02:00&bucket=5000%20milliseconds',
      inScrapewatch
    );
    expect(body).toEqual([{ time: '2026-05-01T00:00:00+00:00', item: 'x', bucket_seconds: 5 }]);
  });

  it('honour limit, offset, order and select, in the database', async () => {
    const { body } = await ask('/rpc/numbers?up_to=300000&limit=2&offset=1&select=n&order=n.asc', inScrapewatch);
    expect(body).toEqual([{ n: 2 }, { n: 3 }]);
  });

  it('honour filters on their columns beside their arguments', async () => {
    const { body } = await ask('/rpc/numbers?up_to=30&label=in.(n4,n5)&n=gt.4', inScrapewatch);
    expect(body).toEqual([{ n: 5, label: 'n5' }]);
  });

  it('stop at max_rows', async () => {
    const { body } = await ask('/rpc/numbers?up_to=1700', inScrapewatch);
    expect((body as unknown[]).length).toBe(1000);
  });

  it('answer HEAD with the count and no body', async () => {
    const { status, text, headers } = await ask('/rpc/numbers?up_to=7', {
      method: 'HEAD',
      headers: { ...inScrapewatch.headers, prefer: 'count=exact' },
    });
    expect([status, text, headers.get('content-range')]).toEqual([200, '', '0-6/7']);
  });

  it('that return "text/plain" answer as text to Prometheus, as JSON to */*', async () => {
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';
    const asText = await ask(`/rpc/page_metrics?apikey=${keys.publishableKey}`, { key: '', headers: { accept } });
    expect([asText.status, asText.text]).toEqual([200, 'up 1\n']);
    expect(asText.headers.get('content-type')).toMatch(/^text\/plain/);
    expect((await ask('/rpc/page_metrics')).body).toBe('up 1\n');
  });

  it('with one unnamed jsonb argument get the whole body', async () => {
    const body = '{"alerts":[{"a":1}],"x":null}';
    const answer = await ask('/rpc/ingest', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(answer.body).toEqual({ got: JSON.parse(body) as unknown });
  });

  it('that write are 405 by GET and work by POST', async () => {
    expect(await ask('/rpc/count_up')).toMatchObject({ status: 405, body: { code: '25006' } });
    expect(await ask('/rpc/count_up', { method: 'POST' })).toMatchObject({ status: 200, body: 1 });
  });

  it('commit although Prefer asks for a rollback', async () => {
    await ask('/rpc/count_up', { method: 'POST', headers: { prefer: 'tx=rollback' } });
    const [{ n } = { n: 0 }] = await sql<Array<{ n: number }>>`select count(*)::int as n from public.counter`;
    expect(n).toBe(2);
  });

  it('that do not exist are 404 PGRST202 with the near name', async () => {
    const answer = await ask('/rpc/number?up_to=3', inScrapewatch);
    expect(answer).toMatchObject({
      status: 404,
      body: { code: 'PGRST202', hint: expect.stringContaining('numbers') as string },
    });
  });
});

describe('requests', () => {
  const headers = { 'x-grafana-user': 'ada', cookie: 'a=1; b=2=3' };

  for (const path of ['/rpc/request', '/request_view?select=request']) {
    it(`tell ${path} their role, claims, path, method and headers, without the secrets`, async () => {
      const { body, text } = await ask(path, { headers });
      const seen = path.startsWith('/rpc') ? body : (body as Array<{ request: unknown }>)[0]?.request;
      expect(seen).toMatchObject({
        role: 'reader',
        claims: { role: 'reader' },
        headers: { 'x-grafana-user': 'ada' },
        cookies: { a: '1', b: '2=3' },
        method: 'GET',
        path: path.split('?')[0],
        timeout: '1500ms',
      });
      expect(text).not.toContain(reader);
      expect(text).not.toContain(keys.publishableKey);
    });
  }

  it("run out of the role's own statement_timeout with 500 57014", async () => {
    expect(await ask('/rpc/slow?seconds=5')).toMatchObject({ status: 500, body: { code: '57014' } });
  });
});

describe('addresses', () => {
  it("outside /rest/v1/ lead nowhere, whatever the key: Lite would tell the database's password", async () => {
    const refusal = '{"message":"no Route matched with those values"}';
    const { hostname, port } = new URL(running.supabase.url);
    // fetch would resolve the dots before it sends them
    const get = (path: string) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        request({ hostname, port, path, headers: { apikey: keys.secretKey } }, resolve)
          .on('error', reject)
          .end();
      });
    for (const path of [
      '/',
      '/_system/info',
      '/_system/config',
      '/rest/v1/../../_system/info',
      '/rest/v1/%2e%2e/%2e%2e/_system/info',
      '//_system/info',
    ]) {
      const answer = await get(path);
      expect([answer.statusCode, await text(answer)], path).toEqual([404, refusal]);
    }
  });
});

describe('errors', () => {
  it('carry message, details and hint of raise, as 400', async () => {
    const body = { code: 'P0001', message: 'no luck', details: 'the detail', hint: 'the hint' };
    expect(await ask('/rpc/fail')).toMatchObject({ status: 400, body });
  });

  it('take their status from PT codes', async () => {
    expect(await ask('/rpc/too_many')).toMatchObject({ status: 429, body: { message: 'slow down' } });
  });

  it('tell an unknown column, table and schema apart', async () => {
    expect(await ask('/runs?select=statuss')).toMatchObject({ status: 400, body: { code: '42703' } });
    expect(await ask('/run')).toMatchObject({
      status: 404,
      body: { code: 'PGRST205', hint: expect.stringContaining('runs') as string },
    });
    const hidden = { headers: { 'accept-profile': 'hidden' } };
    expect(await ask('/things', hidden)).toMatchObject({ status: 406, body: { code: 'PGRST106' } });
    expect(await ask('/runs?select=run_id&limit=1', inScrapewatch)).toMatchObject({
      status: 200,
      body: [{ run_id: 1 }],
    });
  });

  it('of syntax are 400 PGRST100, of values 400 22P02', async () => {
    expect(await ask('/runs?id=foo.1')).toMatchObject({ status: 400, body: { code: 'PGRST100' } });
    expect(await ask('/runs?id=eq.x')).toMatchObject({ status: 400, body: { code: '22P02' } });
  });

  it('for a missing grant are 403 with a role, 401 without', async () => {
    const body = { code: '42501', message: 'permission denied for table secrets' };
    expect(await ask('/secrets')).toMatchObject({ status: 403, body });
    expect(await ask('/secrets', { token: '' })).toMatchObject({ status: 401, body });
  });
});

describe('keys and tokens', () => {
  it('missing or wrong keys are 401 as at the hosted gateway', async () => {
    const missing = await ask('/runs', { key: '' });
    expect(missing).toMatchObject({ status: 401, body: { message: 'No API key found in request' } });
    const wrong = await ask('/runs', { key: 'sb_publishable_wrong', token: 'garbage' });
    expect(wrong).toMatchObject({ status: 401, body: { message: 'Invalid API key' } });
  });

  it('expired, foreign, unsigned and garbled tokens are 401 with their code', async () => {
    const expired = await mintToken(keys.jwtSecret, { role: 'reader' }, new Date(Date.now() - 60_000));
    const foreign = await mintToken('x'.repeat(40), { role: 'reader' });
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${encode({ alg: 'none' })}.${encode({ role: 'reader' })}.`;
    expect(await ask('/runs', { token: expired })).toMatchObject({ status: 401, body: { code: 'PGRST303' } });
    for (const token of [foreign, unsigned, 'garbage', 'a.b']) {
      expect(await ask('/runs', { token })).toMatchObject({ status: 401, body: { code: 'PGRST301' } });
    }
  });

  it('tokens of an unknown role are 401, of a role not granted to authenticator 403', async () => {
    const unknown = await mintToken(keys.jwtSecret, { role: 'nobody_here' });
    expect(await ask('/runs', { token: unknown })).toMatchObject({ status: 401, body: { code: '22023' } });
    for (const role of ['stranger', 'postgres']) {
      const token = await mintToken(keys.jwtSecret, { role });
      expect(await ask('/runs', { token })).toMatchObject({ status: 403, body: { code: '42501' } });
    }
  });

  it('the publishable key alone is anon, the secret key service_role', async () => {
    expect(await ask('/runs?limit=1', { token: '' })).toMatchObject({ status: 401, body: { code: '42501' } });
    expect(await ask('/runs?limit=1', { token: '', key: keys.secretKey })).toMatchObject({ status: 200 });
  });

  it('only a secret key sees the description at the root, of the schema asked for', async () => {
    expect((await ask('/')).status).toBe(403);
    const root = await ask('/', { token: '', key: keys.secretKey });
    expect(root.body).toMatchObject({
      definitions: {
        runs: { description: 'One row a run.', properties: { id: { format: 'bigint', type: 'integer' } } },
      },
    });
    const other = await ask('/', { token: '', key: keys.secretKey, ...inScrapewatch });
    expect(Object.keys((other.body as { paths: object }).paths).sort()).toEqual([
      '/',
      '/rpc/echo',
      '/rpc/numbers',
      '/rpc/say',
      '/runs',
    ]);
  });
});
