// @vitest-environment jsdom
import {
  CoreApp,
  dateTime,
  PluginType,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
} from '@grafana/data';
import type { BackendSrvRequest, TemplateSrv } from '@grafana/runtime';
import { lastValueFrom, Observable, of, throwError } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { ownPluginMeta } from '../plugins/pluginMeta';
import type { PrometheusQuery } from './model';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusDataSource } from './PrometheusDataSource';

const hourMs = 3_600_000;
const end = Date.UTC(2026, 10, 21, 12, 0, 7);

type Reply = (url: URL) => { status?: number; body: unknown } | Observable<never>;

function dataSource(reply: Reply) {
  const asked: URL[] = [];
  const fetch = vi.fn((options: BackendSrvRequest) => {
    const url = new URL(options.url, 'http://workbench');
    asked.push(url);
    const answer = reply(url);
    if (answer instanceof Observable) {
      return answer;
    }
    const { status = 200, body } = answer;
    const data = typeof body === 'string' ? body : JSON.stringify(body);
    return status < 400
      ? of({ data, status, statusText: 'OK' })
      : throwError(() => ({ status, statusText: 'Bad', data: { message: data, response: data }, config: options }));
  });
  const replace = (text: string, scoped: Record<string, { value: unknown }> = {}) =>
    text.replace(/\$(\w+)/g, (whole, name: string) => String(scoped[name]?.value ?? whole));
  const source = new PrometheusDataSource(
    {
      id: 1,
      uid: 'prometheus',
      name: 'Prometheus',
      type: 'prometheus',
      url: '/api/datasources/proxy/uid/prometheus',
      access: 'proxy',
      readOnly: false,
      jsonData: { timeInterval: '15s' },
      meta: ownPluginMeta('prometheus', 'Prometheus', PluginType.datasource),
    },
    new PrometheusClient('/api/datasources/proxy/uid/prometheus', () => ({ fetch }) as never),
    () => ({ replace }) as unknown as TemplateSrv
  );
  return { source, asked };
}

function request(...targets: Array<Partial<PrometheusQuery>>): DataQueryRequest<PrometheusQuery> {
  const range = { from: dateTime(end - hourMs), to: dateTime(end), raw: { from: 'now-1h', to: 'now' } };
  return {
    app: CoreApp.Dashboard,
    requestId: 'r',
    timezone: 'utc',
    interval: '30s',
    intervalMs: 30_000,
    scopedVars: {},
    startTime: 0,
    range,
    targets: targets.map((target, index) => ({ refId: String.fromCharCode(65 + index), expr: 'up', ...target })),
  };
}

const matrix = (...result: unknown[]) => ({ body: { status: 'success', data: { resultType: 'matrix', result } } });
const vector = (...result: unknown[]) => ({ body: { status: 'success', data: { resultType: 'vector', result } } });
const ask = (source: PrometheusDataSource, ...targets: Array<Partial<PrometheusQuery>>): Promise<DataQueryResponse> =>
  lastValueFrom(source.query(request(...targets)));
const values = (frame: DataFrame, name: string) => frame.fields.find((field) => field.name === name)?.values;

describe('Prometheus: range queries', () => {
  it('asks through the proxy with a step, on multiples of the step', async () => {
    const { source, asked } = dataSource(() => matrix());
    await ask(source, {});
    expect(asked[0]?.pathname).toBe('/api/datasources/proxy/uid/prometheus/api/v1/query_range');
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({
      query: 'up',
      step: '30',
      start: String(Math.floor((end - hourMs) / 30_000) * 30),
      end: String(Math.floor(end / 30_000) * 30),
    });
  });

  it('fills $__rate_interval with four scrapes at least, $__interval and $__range', async () => {
    const { source, asked } = dataSource(() => matrix());
    await ask(source, { expr: 'rate(x[$__rate_interval]) + y[$__interval] + z[$__range]' });
    expect(asked[0]?.searchParams.get('query')).toBe('rate(x[60s]) + y[30s] + z[3600s]');
  });

  it("keeps a query's own lower bound of the step", async () => {
    const { source, asked } = dataSource(() => matrix());
    await ask(source, { interval: '5m' });
    expect(asked[0]?.searchParams.get('step')).toBe('300');
  });

  it('gives a frame a series, named by the legend, with infinite and missing values as they are', async () => {
    const { source } = dataSource(
      () =>
      matrix({ metric: { __name__: 'up', job: 'a' }, values: [[60, '1.5'], [90, '+Inf'], [120, 'NaN'], [150, '-Inf']] }) // prettier-ignore
    );
    const { data } = await ask(source, { legendFormat: 'job {{job}}' });
    const frame = data[0] as DataFrame;
    expect(frame).toMatchObject({ refId: 'A', name: 'job a', meta: { executedQueryString: 'up' } });
    expect(values(frame, 'Time')).toEqual([60_000, 90_000, 120_000, 150_000]);
    expect(values(frame, 'Value')).toEqual([1.5, Infinity, NaN, -Infinity]);
    expect(frame.fields[0]?.config.interval).toBe(30_000);
    expect(frame.fields[1]).toMatchObject({
      labels: { __name__: 'up', job: 'a' },
      config: { displayNameFromDS: 'job a' },
    });
  });

  it('leaves the name to the labels without a legend', async () => {
    const { source } = dataSource(() => matrix({ metric: { job: 'a' }, values: [[60, '1']] }));
    const { data } = await ask(source, { legendFormat: '__auto' });
    expect((data[0] as DataFrame).fields[1]?.config).toEqual({});
  });

  it('asks nothing for hidden and empty queries', async () => {
    const { source, asked } = dataSource(() => matrix());
    expect((await ask(source, { hide: true }, { expr: '  ' })).data).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('Prometheus: instant queries', () => {
  it('asks at the end of the range and answers one table with a column a label', async () => {
    const { source, asked } = dataSource(() =>
      vector({ metric: { queue: 'a' }, value: [60, '3'] }, { metric: { queue: 'b', zone: 'x' }, value: [60, '4'] })
    );
    const { data } = await ask(source, { instant: true, format: 'table' });
    expect(asked[0]?.pathname).toMatch(/\/api\/v1\/query$/);
    expect(asked[0]?.searchParams.get('time')).toBe(String(end / 1000));
    const frame = data[0] as DataFrame;
    expect(frame.fields.map(({ name }) => name)).toEqual(['Time', 'queue', 'zone', 'Value']);
    expect(values(frame, 'zone')).toEqual([null, 'x']);
    expect(values(frame, 'Value')).toEqual([3, 4]);
  });

  it('reads a scalar', async () => {
    const { source } = dataSource(() => ({
      body: { status: 'success', data: { resultType: 'scalar', result: [60, '2'] } },
    }));
    const { data } = await ask(source, { instant: true, expr: '1+1' });
    expect(values(data[0] as DataFrame, 'Value')).toEqual([2]);
  });
});

describe('Prometheus: faults', () => {
  const parseError = { status: 'error', errorType: 'bad_data', error: 'parse error: unclosed left parenthesis' };

  it.each([
    ['its own words', { status: 400, body: parseError }, 'bad_data: parse error: unclosed left parenthesis'],
    ['the status of a gateway without a body', { status: 502, body: '' }, 'Prometheus does not answer (502 Bad)'],
    ['the status of a gateway with a page', { status: 504, body: '<html>' }, 'Prometheus does not answer (504 Bad)'],
  ])('tells %s', async (_, reply, message) => {
    const { source } = dataSource(() => reply);
    expect((await ask(source, {})).error).toEqual({ refId: 'A', message });
  });

  it("keeps the other queries' rows when one fails", async () => {
    const { source } = dataSource((url) =>
      url.searchParams.get('query') === 'bad('
        ? { status: 400, body: parseError }
        : matrix({ metric: { job: 'a' }, values: [[60, '1']] })
    );
    const answer = await ask(source, {}, { expr: 'bad(' });
    expect(answer.data).toHaveLength(1);
    expect(answer.errors).toMatchObject([{ refId: 'B' }]);
  });

  it('aborts its request when the panel no longer wants it', async () => {
    let isOpen = true;
    const { source, asked } = dataSource(
      () =>
        new Observable<never>(() => () => {
          isOpen = false;
        })
    );
    const subscription = source.query(request({})).subscribe();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    subscription.unsubscribe();
    await vi.waitFor(() => expect(isOpen).toBe(false));
  });

  it('tells in its health check whether Prometheus answers', async () => {
    const well = dataSource(() => vector({ metric: {}, value: [1, '2'] }));
    expect(await well.source.testDatasource()).toEqual({ status: 'success', message: 'Prometheus answers queries.' });
    const down = dataSource(() => ({ status: 502, body: '' }));
    expect(await down.source.testDatasource()).toMatchObject({
      status: 'error',
      message: expect.stringContaining('502'),
    });
  });
});

describe('Prometheus: variables', () => {
  const labels = (...data: string[]) => ({ body: { status: 'success', data } });

  it.each([
    ['label_values(up{env="a,b"}, job)', '/api/v1/label/job/values', 'up{env="a,b"}'],
    ['label_values(job)', '/api/v1/label/job/values', null],
    ['label_names()', '/api/v1/labels', null],
  ])('%s asks %s', async (query, path, selector) => {
    const { source, asked } = dataSource(() => labels('x', 'y'));
    expect(await source.metricFindQuery({ query, refId: 'A' })).toEqual([{ text: 'x' }, { text: 'y' }]);
    expect(asked[0]?.pathname.endsWith(path)).toBe(true);
    expect(asked[0]?.searchParams.get('match[]')).toBe(selector);
  });

  it('metrics(pattern) filters the names of metrics', async () => {
    const { source } = dataSource(() => labels('up', 'celery_queue_length', 'celery_tasks_total'));
    expect(await source.metricFindQuery('metrics(^celery)')).toEqual([
      { text: 'celery_queue_length' },
      { text: 'celery_tasks_total' },
    ]);
  });
});
