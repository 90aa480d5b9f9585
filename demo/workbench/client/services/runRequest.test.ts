// @vitest-environment jsdom
import {
  CoreApp,
  DataTopic,
  dateTime,
  LoadingState,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
} from '@grafana/data';
import { lastValueFrom, NEVER, Observable, of, Subject, throwError, toArray } from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runRequest } from './runRequest';

const frame = (name: string, dataTopic?: DataTopic) => ({ name, fields: [], length: 0, meta: { dataTopic } });

function request(targets = [{ refId: 'A' }]): DataQueryRequest {
  const range = { from: dateTime(0), to: dateTime(1000), raw: { from: 'now-1h', to: 'now' } };
  return {
    app: CoreApp.Explore,
    requestId: 'r1',
    timezone: 'utc',
    interval: '1s',
    intervalMs: 1000,
    scopedVars: {},
    startTime: 0,
    range,
    targets,
  };
}

const source = (answer: Observable<DataQueryResponse> | Promise<DataQueryResponse>) =>
  ({ query: () => answer }) as unknown as DataSourceApi;

const all = (stream: Observable<PanelData>) => lastValueFrom(stream.pipe(toArray()));

describe('runRequest', () => {
  afterEach(() => vi.useRealTimers());

  it('answers at once, without a loading state, when the data source is quick', async () => {
    const states = await all(runRequest(source(of({ data: [frame('a')] })), request()));
    expect(states.map(({ state }) => state)).toEqual([LoadingState.Done]);
    expect(states[0]?.series.map(({ name }) => name)).toEqual(['a']);
  });

  it('says it is loading after 200 ms, and keeps the request for the inspector', async () => {
    vi.useFakeTimers();
    const answers = new Subject<DataQueryResponse>();
    const seen: LoadingState[] = [];
    runRequest(source(answers), request()).subscribe(({ state }) => seen.push(state));
    vi.advanceTimersByTime(199);
    expect(seen).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(seen).toEqual([LoadingState.Loading]);
    answers.next({ data: [] });
    expect(seen).toEqual([LoadingState.Loading, LoadingState.Done]);
  });

  it('asks the data source once, however quick it is', async () => {
    const query = vi.fn(() => of({ data: [] }));
    await all(runRequest({ query } as unknown as DataSourceApi, request()));
    expect(query).toHaveBeenCalledTimes(1);
  });

  it('takes promises too', async () => {
    const [answer] = await all(runRequest(source(Promise.resolve({ data: [frame('p')] })), request()));
    expect(answer?.series).toHaveLength(1);
  });

  it('turns an error into a panel state with the message, never into an error of the stream', async () => {
    const failure = { status: 502, statusText: 'Bad Gateway', data: { message: 'upstream is gone' } };
    const [answer] = await all(runRequest(source(throwError(() => failure)), request()));
    expect(answer?.state).toBe(LoadingState.Error);
    expect(answer?.errors?.map(({ message }) => message)).toEqual(['upstream is gone']);
  });

  it('catches what query() throws itself', async () => {
    const broken = {
      query: () => {
        throw new Error('no such preset');
      },
    } as unknown as DataSourceApi;
    const [answer] = await all(runRequest(broken, request()));
    expect(answer?.error?.message).toBe('no such preset');
  });

  it('keeps rows that came beside an error', async () => {
    const answer = { data: [frame('good')], errors: [{ refId: 'B', message: 'bad query' }] };
    const [state] = await all(runRequest(source(of(answer)), request()));
    expect(state).toMatchObject({ state: LoadingState.Error, error: { message: 'bad query' } });
    expect(state?.series).toHaveLength(1);
  });

  it('merges packets by key: a newer one replaces its predecessor, others stay', async () => {
    const packets = of(
      { key: 'x', data: [frame('x1')] },
      { key: 'y', data: [frame('y1')] },
      { key: 'x', data: [frame('x2')] }
    );
    const states = await all(runRequest(source(packets), request()));
    expect(states.at(-1)?.series.map(({ name }) => name)).toEqual(['x2', 'y1']);
  });

  it('separates annotation frames from series', async () => {
    const answer = { data: [frame('s'), frame('n', DataTopic.Annotations)] };
    const [state] = await all(runRequest(source(of(answer)), request()));
    expect(state?.series.map(({ name }) => name)).toEqual(['s']);
    expect(state?.annotations?.map(({ name }) => name)).toEqual(['n']);
  });

  it('unsubscribes the data source when nobody listens any more', () => {
    let isAborted = false;
    const answers = new Observable<DataQueryResponse>(() => () => {
      isAborted = true;
    });
    runRequest(source(answers), request()).subscribe().unsubscribe();
    expect(isAborted).toBe(true);
  });

  it('is done at once without targets, and asks nobody', async () => {
    const states = await all(runRequest(source(NEVER), request([])));
    expect(states).toMatchObject([{ state: LoadingState.Done, series: [] }]);
  });

  it('shows a cancelled request as done, not as failed', async () => {
    const [state] = await all(runRequest(source(throwError(() => ({ cancelled: true, status: -1 }))), request()));
    expect(state?.state).toBe(LoadingState.Done);
  });
});
