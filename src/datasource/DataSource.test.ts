import { dateTime, type DataQueryRequest, type DataSourceInstanceSettings } from '@grafana/data';
import { firstValueFrom, lastValueFrom, NEVER } from 'rxjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScrapewatchOptions } from './config/options';
import { DataSource } from './DataSource';
import type { ScrapewatchQuery } from './query/model';
import { tableQuery } from './query/tableQuery';
import { fakeSend, type FakeAnswer } from './testing/fakeSend';
import type { Send } from './transport/http';

const grafana = vi.hoisted(() => ({
  variables: new Map<string, unknown>(),
  fetch: vi.fn(),
}));

vi.mock('@grafana/runtime', async (original) => ({
  ...(await original<object>()),
  getBackendSrv: () => ({ fetch: grafana.fetch }),
  getTemplateSrv: () => ({
    getVariables: () => [],
    replace: (text: string, scopedVars: Record<string, { value: unknown }>, format: (value: unknown) => string) =>
      text.replace(/\$\{?(\w+)(:date:iso)?\}?/g, (reference, name: string, iso?: string) => {
        const value = scopedVars[name]?.value ?? grafana.variables.get(name);
        if (value === undefined) {
          return reference;
        }
        return iso ? new Date(Number(value)).toISOString() : format(value);
      }),
  }),
}));

beforeEach(() => {
  grafana.variables.clear();
  grafana.fetch.mockReset();
});

function dataSource(send?: Send) {
  const instance = { uid: 'supa', url: '/api/datasources/proxy/uid/supa', jsonData: { url: 'https://p.supabase.co' } };
  return new DataSource(instance as DataSourceInstanceSettings<ScrapewatchOptions>, send);
}

const answering = (answerTo: (url: URL) => FakeAnswer) => {
  const send = fakeSend(answerTo);
  return { send, source: dataSource(send), urls: () => send.requests.map(({ url }) => new URL(url, 'http://grafana')) };
};

const range = { from: dateTime('2026-11-21T00:00:00Z'), to: dateTime('2026-11-21T06:00:00Z') };

function request(...targets: Array<Partial<ScrapewatchQuery> & { refId: string }>): DataQueryRequest<ScrapewatchQuery> {
  const all = { requestId: 'r', interval: '1m', intervalMs: 60_000, scopedVars: {}, timezone: 'utc', app: 'dashboard' };
  return { ...all, range: { ...range, raw: range }, startTime: 0, targets: targets as ScrapewatchQuery[] };
}

const table = (refId: string, name: string): Partial<ScrapewatchQuery> & { refId: string } => ({
  refId,
  queryType: 'table',
  table: name,
});

describe('DataSource.query', () => {
  it('asks the proxy for a preset with the range, bucket and zone of the dashboard', async () => {
    const { source, urls } = answering(() => ({ body: [] }));
    await lastValueFrom(source.query(request({ refId: 'A', queryType: 'preset', preset: 'run_series' })));
    const [url] = urls();
    expect(url.pathname).toBe('/api/datasources/proxy/uid/supa/read/rpc/run_series');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      from_ts: '2026-11-21T00:00:00.000Z',
      to_ts: '2026-11-21T06:00:00.000Z',
      bucket: '60000 milliseconds',
    });
    expect(url.searchParams.has('systems')).toBe(false);
  });

  it("fills a preset's arguments from the dashboard's variables", async () => {
    grafana.variables.set('system', ['igf', 'igm']).set('client', '__all');
    const { source, urls } = answering(() => ({ body: [] }));
    await lastValueFrom(source.query(request({ refId: 'A', queryType: 'preset', preset: 'run_stats' })));
    expect(urls()[0].searchParams.get('systems')).toBe('{"igf","igm"}');
    expect(urls()[0].searchParams.has('clients')).toBe(false);
  });

  it('gives the growth of days in the zone of the dashboard', async () => {
    const { source, urls } = answering(() => ({ body: [] }));
    const asked = request({ refId: 'A', queryType: 'preset', preset: 'growth_series' });
    await lastValueFrom(source.query({ ...asked, timezone: 'Europe/Berlin' }));
    expect(urls()[0].searchParams.get('tz')).toBe('Europe/Berlin');
  });

  it('keeps the rows of good targets when another one fails, and names which', async () => {
    const { source } = answering(({ pathname }) =>
      pathname.endsWith('/bad')
        ? { status: 403, body: { code: '42501', message: 'permission denied for table bad' } }
        : { body: [{ n: 1 }] }
    );
    const response = await lastValueFrom(
      source.query(request(table('A', 'good'), table('B', 'bad'), table('C', 'good')))
    );
    expect(response.data.map((frame) => frame.refId)).toEqual(['A', 'C']);
    expect(response.errors).toMatchObject([{ refId: 'B', status: 403 }]);
    expect(response.error?.message).toMatch(/permission denied for table bad — Run this SQL .*: grant/);
  });

  it('keeps the rows of good targets when a live one cannot even be asked', async () => {
    grafana.variables.set('name', ['a', 'b']);
    const { source } = answering(() => ({ body: [{ n: 1 }] }));
    const live = { ...table('B', '$name'), live: {} };
    const response = await firstValueFrom(source.query(request(table('A', 'good'), live)));
    expect(response.data.map((frame) => frame.refId)).toEqual(['A']);
    expect(response.errors).toMatchObject([{ refId: 'B' }]);
  });

  it('takes what looks like a variable in the value of one for a value, in live queries too', async () => {
    grafana.variables.set('artist', ['A$AP']).set('AP', ['other']);
    const { source, urls } = answering(() => ({ body: [{ n: 1 }] }));
    const filters = [{ column: 'artist', operator: 'in', value: ['$artist'] }];
    const live = { ...table('A', 'songs'), filters, live: {} } as Partial<ScrapewatchQuery> & { refId: string };
    await firstValueFrom(source.query(request(live)));
    expect(urls()[0].searchParams.get('artist')).toBe('in.("A$AP")');
  });

  it('says why a query of a newer version is not run', async () => {
    const { source, send } = answering(() => ({}));
    const newer = { ...table('A', 'runs'), version: 99 } as unknown as Partial<ScrapewatchQuery> & { refId: string };
    const response = await lastValueFrom(source.query(request(newer)));
    expect(response.errors?.[0].message).toContain('newer version');
    expect(send.requests).toEqual([]);
  });

  it('asks nothing for hidden and unfinished queries', async () => {
    const { source, send } = answering(() => ({}));
    const response = await lastValueFrom(source.query(request({ ...table('A', 'runs'), hide: true }, table('B', ''))));
    expect(response.data).toEqual([]);
    expect(send.requests).toEqual([]);
  });

  it('shows the request in the inspector', async () => {
    const { source } = answering(() => ({ body: [{ n: 1 }] }));
    const { data } = await lastValueFrom(source.query(request(table('A', 'runs'))));
    expect(data[0].meta.executedQueryString).toBe('GET read/runs?select=*\nAccept-Profile: scrapewatch');
  });

  it('aborts its requests when it is superseded', async () => {
    const signals: AbortSignal[] = [];
    const source = dataSource((_, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    const subscription = source.query(request(table('A', 'runs'))).subscribe();
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    subscription.unsubscribe();
    expect(signals[0].aborted).toBe(true);
  });

  it("sends through Grafana, without headers that Grafana would take for its user's own", async () => {
    grafana.fetch.mockReturnValue(NEVER);
    const subscription = dataSource()
      .query(request(table('A', 'runs')))
      .subscribe();
    await vi.waitFor(() => expect(grafana.fetch).toHaveBeenCalled());
    const sent = grafana.fetch.mock.calls[0][0];
    expect(sent).toMatchObject({ method: 'GET', responseType: 'text', showErrorAlert: false });
    expect(Object.keys(sent.headers)).toEqual(['Accept', 'Accept-Profile']);
    subscription.unsubscribe();
  });
});

describe('DataSource and variables', () => {
  it('offers each value once, with its label', async () => {
    const body = [
      { id: 1, name: 'Acme' },
      { id: 2, name: 'Brix' },
      { id: 1, name: 'Acme' },
      { id: null, name: 'nobody' },
    ];
    const { source } = answering(() => ({ body }));
    const query = { ...table('A', 'clients'), valueField: 'id', textField: 'name' };
    expect(await source.metricFindQuery(query, { range: request().range })).toEqual([
      { value: '1', text: 'Acme' },
      { value: '2', text: 'Brix' },
    ]);
  });

  it('takes the first column when none is named, and no option from no rows', async () => {
    const { source } = answering(({ pathname }) => ({ body: pathname.endsWith('/none') ? [] : [{ name: 'Acme' }] }));
    expect(await source.metricFindQuery(table('A', 'clients'))).toEqual([{ value: 'Acme', text: 'Acme' }]);
    expect(await source.metricFindQuery(table('A', 'none'))).toEqual([]);
  });

  it('carries a value with a dollar sign into Explore as a value, not as a variable', () => {
    grafana.variables.set('client', ['A$AP', 'b']);
    const filters = [{ column: 'client', operator: 'in' as const, value: ['$client'] }];
    const [query] = dataSource().interpolateVariablesInQueries([tableQuery({ table: 'runs', filters })], {});
    expect(query).toMatchObject({ filters: [{ value: ['A$AP', 'b'], verbatim: true }] });
  });

  it('offers a time as it can be asked for', async () => {
    const { source } = answering(() => ({ body: [{ at: '2026-11-21T10:00:00.5+00:00' }] }));
    expect(await source.metricFindQuery(table('A', 'runs'))).toEqual([
      { value: '2026-11-21T10:00:00.500Z', text: '2026-11-21T10:00:00.500Z' },
    ]);
  });

  it('carries a query into Explore as it was saved when its variables cannot be put in', () => {
    grafana.variables.set('client', ['a', 'b']);
    const queries = [tableQuery({ table: '$client' }), tableQuery({ table: 'runs' })];
    expect(dataSource().interpolateVariablesInQueries(queries, {})).toMatchObject([
      { table: '$client' },
      { table: 'runs' },
    ]);
  });

  it('carries a query into Explore with its values, and leaves the time to Explore', () => {
    grafana.variables.set('client', ['a', 'b']);
    const source = dataSource();
    const preset = { refId: 'A', version: 2 as const, queryType: 'preset' as const, preset: 'run_stats' as const };
    const [query] = source.interpolateVariablesInQueries([preset], {});
    expect(query).toMatchObject({
      args: { clients: ['a', 'b'], systems: [], from_ts: '${__from:date:iso}', to_ts: '${__to:date:iso}' },
    });
  });

  it('carries PromQL into Explore so that several values match, and the rows that it is joined to', () => {
    grafana.variables.set('worker', ['w.1', 'w2']);
    const [query] = dataSource().interpolateVariablesInQueries(
      [
        {
          refId: 'A',
          version: 2,
          queryType: 'prometheus',
          expr: 'rate(jobs{worker=~"$worker"}[$__rate_interval])',
          join: {
            rows: tableQuery({ table: 'runs', filters: [{ column: 'worker', operator: 'in', value: ['$worker'] }] }),
            column: 'worker',
            label: 'worker',
            reduce: 'last',
          },
        },
      ],
      {}
    );
    expect(query).toMatchObject({
      expr: 'rate(jobs{worker=~"(w\\\\.1|w2)"}[$__rate_interval])',
      join: { rows: { filters: [{ value: ['w.1', 'w2'] }] } },
    });
  });
});
