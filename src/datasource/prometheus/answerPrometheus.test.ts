import { CoreApp, dateTime, FieldType, LoadingState, type DataFrame } from '@grafana/data';
import { NEVER, Observable, of, throwError } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answer, type AnswerContext } from '../answer';
import { parseOptions } from '../config/options';
import { fakeSend } from '../testing/fakeSend';
import { installPrometheus, recordedAnswer, type Recorded } from './testing/fakePrometheus';

const start = Date.parse('2026-11-21T10:00:00Z');
const minute = 60_000;
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: start + 2 * minute });
});
afterEach(() => {
  vi.useRealTimers();
});

function context(change: Partial<AnswerContext> & { rows?: unknown[] } = {}): AnswerContext {
  const { rows = [], ...rest } = change;
  return {
    baseUrl: 'proxy',
    settings: parseOptions({ url: 'https://p.supabase.co', prometheusUid: 'prometheus' }),
    send: fakeSend(() => ({ body: rows })),
    templates: { replace: (text) => text, isAll: () => false },
    cap: { atLeast: 0, whole: false },
    scopedVars: { __interval: { text: '15s', value: '15s' } },
    range: { from: start, to: start + 2 * minute },
    signal: new AbortController().signal,
    knownColumns: () => undefined,
    ...rest,
  };
}

const promql = { refId: 'B', version: 2, queryType: 'prometheus', expr: 'worker_memory_bytes' };
const rowsQuery = {
  refId: 'B',
  version: 2,
  queryType: 'table',
  table: 'runs',
  columns: [],
  filters: [],
  order: [],
  format: 'table',
};
const join = { rows: rowsQuery, column: 'worker', label: 'worker', reduce: 'last', as: 'memory' };
const column = ([frame]: DataFrame[], name: string) => frame.fields.find((field) => field.name === name);
const notices = ([frame]: DataFrame[]) => frame.meta?.notices?.map(({ text }) => text) ?? [];
const recordedOnly = (name: Recorded) => () => of(recordedAnswer(name));

describe('PromQL', () => {
  it('is asked as Grafana asks it, and answered with the frames of the Prometheus data source', async () => {
    const requests = installPrometheus(recordedOnly('range'));
    const frames = await answer({ ...promql, legend: '{{worker}} of {{ __name }}' }, context());
    expect(frames.map(({ refId, length }) => [refId, length])).toEqual(Array(4).fill(['B', 9]));
    expect(frames[0].fields[1].labels).toMatchObject({ worker: 'w.3|x', instance: 'a' });
    const [{ targets, range, ...rest }] = requests;
    expect(targets).toEqual([
      {
        refId: 'B',
        datasource: { type: 'prometheus', uid: 'prometheus' },
        expr: 'worker_memory_bytes',
        range: true,
        instant: false,
        exemplar: false,
        format: 'time_series',
        legendFormat: '{{worker}} of {{__name__}}',
        editorMode: 'code',
      },
    ]);
    expect([range.from.valueOf(), range.to.valueOf()]).toEqual([start, start + 2 * minute]);
    expect(rest).toMatchObject({ maxDataPoints: 1000, intervalMs: 100, scopedVars: { __interval: { value: '15s' } } });
  });

  it('keeps the width, the interval, the place and the variables of the panel that asks', async () => {
    const requests = installPrometheus(recordedOnly('range'));
    const range = { from: dateTime(start), to: dateTime(start + minute), raw: { from: 'now-1m', to: 'now' } };
    const request = { requestId: 'Q7', panelId: 3, maxDataPoints: 400, interval: '20s', intervalMs: 20_000, app: CoreApp.PanelViewer, range, scopedVars: { worker: { text: 'w1', value: 'w1' } } }; // prettier-ignore
    await answer(promql, context({ request }));
    const asked = { ...request, requestId: 'Q7-prometheus-B', rangeRaw: range.raw };
    expect(requests[0]).toMatchObject({ ...asked, scopedVars: { worker: { value: 'w1' }, __interval: {} } });
  });

  it('asks for the newest value only, and names series by what tells them apart', async () => {
    const requests = installPrometheus(recordedOnly('instant'));
    const frames = await answer({ ...promql, instant: true }, context({ request: { app: CoreApp.Explore } }));
    expect(frames.map(({ length }) => length)).toEqual([1, 1, 1, 1]);
    expect(requests[0].app).toBe(CoreApp.Dashboard);
    expect(requests[0].targets[0]).toMatchObject({ instant: true, range: false, legendFormat: '__auto' });
  });

  it('waits for the last of several answers, and not for a stream to end', async () => {
    const whole = recordedAnswer('range');
    const stream = new Observable<typeof whole>((subscriber) => {
      subscriber.next({ data: [], state: LoadingState.Loading });
      subscriber.next({ data: whole.data.slice(0, 1), state: LoadingState.Streaming });
      subscriber.next({ ...whole, state: LoadingState.Done });
    });
    installPrometheus(() => stream);
    expect(await answer(promql, context())).toHaveLength(4);
    installPrometheus(async () => whole);
    expect(await answer(promql, context()), 'a promise').toHaveLength(4);
  });

  it('cancels its request when it is superseded', async () => {
    const cancelled = vi.fn();
    const requests = installPrometheus(() => new Observable(() => cancelled));
    const controller = new AbortController();
    const answered = answer(promql, context({ signal: controller.signal }));
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    expect(cancelled).not.toHaveBeenCalled();
    controller.abort();
    await expect(answered).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledOnce());
  });

  it('names what Prometheus says of the expression', async () => {
    installPrometheus(recordedOnly('error'));
    await expect(answer(promql, context())).rejects.toMatchObject({
      code: 'prometheus-error',
      message: expect.stringContaining('unclosed left parenthesis'),
    });
  });

  it.each([
    [
      'what a gateway puts in its body',
      () => throwError(() => ({ status: 502, data: { message: 'bad gateway' } })),
      'bad gateway',
    ],
    ['only a status', () => throwError(() => ({ status: 504, statusText: 'Gateway Timeout' })), 'Gateway Timeout'],
    [
      'an error of the data source itself',
      () => {
        throw new Error('no backend');
      },
      'no backend',
    ],
  ])('names %s', async (_, query, said) => {
    // prettier-ignore
    installPrometheus(query);
    await expect(answer(promql, context())).rejects.toMatchObject({
      code: 'prometheus-error',
      message: expect.stringContaining(said),
    });
  });

  it('says where Prometheus is chosen when it is not, or is gone', async () => {
    installPrometheus(() => NEVER);
    const without = context({ settings: parseOptions({}) });
    await expect(answer(promql, without)).rejects.toMatchObject({ code: 'no-prometheus' });
    const gone = context({ settings: parseOptions({ prometheusUid: 'old' }) });
    await expect(answer(promql, gone)).rejects.toMatchObject({ code: 'prometheus-gone' });
  });
});

describe('rows joined to series', () => {
  const rows = [
    { run: 1, worker: 'w1', started_at: at(15), finished_at: at(60) },
    { run: 2, worker: 'w.3|x', started_at: at(60), finished_at: null },
    { run: 3, worker: 'gone', started_at: at(0), finished_at: at(60) },
    { run: 4, worker: null, started_at: at(0), finished_at: at(60) },
    { run: 5, worker: 'w1', started_at: null, finished_at: null },
  ];
  const windows = { from: 'started_at', to: 'finished_at' };

  it.each([
    ['last', [100.4e6, 300.8e6]],
    ['avg', [100.25e6, 300.6e6]],
    ['min', [100.1e6, 300.4e6]],
    ['max', [100.4e6, 300.8e6]],
    ['sum', [401e6, 1503e6]],
  ])('get the %s of their series in their window, and null where there is none', async (reduce, figures) => {
    installPrometheus(recordedOnly('range'));
    const frames = await answer({ ...promql, join: { ...join, ...windows, reduce } }, context({ rows }));
    expect(frames).toHaveLength(1);
    expect(column(frames, 'run')?.values).toEqual([1, 2, 3, 4, 5]);
    expect(column(frames, 'memory')).toMatchObject({
      type: FieldType.number,
      config: { unit: 'bytes' },
      values: [...figures, null, null, null],
    });
  });

  it('take one request, for their own workers and time, with a step that fits the shortest window', async () => {
    const requests = installPrometheus(recordedOnly('range'));
    await answer({ ...promql, join: { ...join, ...windows } }, context({ rows }));
    expect(requests).toHaveLength(1);
    const [{ range, targets, intervalMs, maxDataPoints }] = requests;
    expect(targets[0]).toMatchObject({
      expr: String.raw`worker_memory_bytes{worker=~"w1|w\\.3\\|x|gone"}`,
      interval: '1s',
    });
    expect([range.from.valueOf(), range.to.valueOf()]).toEqual([start - 1000, start + 2 * minute]);
    expect({ intervalMs, maxDataPoints }).toEqual({ intervalMs: 1000, maxDataPoints: 11_000 });
  });

  it('of a month are asked for with no more points than Prometheus gives', async () => {
    const requests = installPrometheus(recordedOnly('range'));
    const old = { run: 6, worker: 'w1', started_at: at(-30 * 86_400), finished_at: at(-30 * 86_400 + 5) };
    await answer({ ...promql, join: { ...join, ...windows } }, context({ rows: [...rows, old] }));
    const [{ range, intervalMs }] = requests;
    expect((range.to.valueOf() - range.from.valueOf()) / intervalMs).toBeLessThanOrEqual(11_001);
  });

  it('that are shorter than a step take the sample before their end, and say so', async () => {
    installPrometheus(recordedOnly('range'));
    const short = [{ worker: 'w1', started_at: at(100), finished_at: at(104) }];
    const long = [{ worker: 'w1', started_at: at(-40 * 86_400), finished_at: at(-39 * 86_400) }];
    const frames = await answer({ ...promql, join: { ...join, ...windows } }, context({ rows: [...short, ...long] }));
    expect(column(frames, 'memory')?.values).toEqual([100.6e6, null]);
    expect(notices(frames)).toEqual([expect.stringMatching(/^One row is shorter than the \d+ s between two samples/)]);
  });

  it('without windows get the figure of the whole range, or only the newest one', async () => {
    const requests = installPrometheus(() => of(recordedAnswer(requests[0]?.targets[0] ? 'range' : 'instant')));
    const frames = await answer({ ...promql, join: { ...join, reduce: 'max' } }, context({ rows }));
    expect(column(frames, 'memory')?.values).toEqual([100.8e6, 300.8e6, null, null, 100.8e6]);
    installPrometheus(recordedOnly('instant'));
    const newest = await answer({ ...promql, instant: true, join }, context({ rows }));
    expect(column(newest, 'memory')?.values).toEqual([106e6, 306e6, null, null, 106e6]);
  });

  it('whose worker has several series count all of them, and say so', async () => {
    installPrometheus(recordedOnly('range'));
    const two = [{ worker: 'w2' }];
    const frames = await answer({ ...promql, join: { ...join, reduce: 'min' } }, context({ rows: two }));
    expect(column(frames, 'memory')?.values).toEqual([200e6]);
    const last = await answer({ ...promql, join }, context({ rows: two }));
    expect(column(last, 'memory')?.values, 'the larger of two newest').toEqual([205.8e6]);
    expect(notices(last)).toEqual([expect.stringContaining('Several series have the same “worker” (“w2”)')]);
  });

  it('say which labels there are when the series lack theirs', async () => {
    installPrometheus(recordedOnly('range'));
    const frames = await answer({ ...promql, join: { ...join, label: 'host' } }, context({ rows }));
    expect(column(frames, 'memory')?.values).toEqual([null, null, null, null, null]);
    expect(notices(frames)).toEqual([expect.stringContaining('They have: instance, worker.')]);
  });

  it('that are none ask Prometheus nothing', async () => {
    const requests = installPrometheus(recordedOnly('range'));
    const frames = await answer({ ...promql, join }, context({ rows: [] }));
    expect(frames[0].length).toBe(0);
    expect(requests).toEqual([]);
  });

  it('name a column that they lack', async () => {
    installPrometheus(recordedOnly('range'));
    const answered = answer({ ...promql, join: { ...join, column: 'host' } }, context({ rows }));
    await expect(answered).rejects.toMatchObject({ code: 'unknown-column' });
  });

  it('keep a column of their own that has the same name', async () => {
    installPrometheus(recordedOnly('range'));
    const frames = await answer({ ...promql, join }, context({ rows: [{ worker: 'w1', memory: 7 }] }));
    expect(column(frames, 'memory')?.values).toEqual([7]);
    expect(column(frames, 'memory (Prometheus)')?.values).toEqual([100.8e6]);
  });
});
