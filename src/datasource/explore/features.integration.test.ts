import {
  LogRowContextQueryDirection,
  LogsVolumeType,
  type DataFrame,
  type DataQueryRequest,
  dateTime,
} from '@grafana/data';
import { firstValueFrom, filter, lastValueFrom, timeout } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tagKeys, tagValues } from '../adhoc/tags';
import { toEvents } from '../annotations/toEvents';
import { readyMade } from '../annotations/readyMade';
import { answer, type AnswerContext } from '../answer';
import { toShape } from '../answer/toShape';
import type { DataSource } from '../DataSource';
import { liveAnswers } from '../live/liveAnswers';
import { LivePolls } from '../live/LivePolls';
import type { World } from '../live/World';
import type { ScrapewatchQuery, TableQuery } from '../query/model';
import { tableQuery } from '../query/tableQuery';
import { discover } from '../schema/discover';
import type { Schema } from '../schema/Schema';
import { hostileValues } from '../testing/hostileValues';
import { hour, now, startTestServer, type TestServer } from '../testing/startTestServer';
import { findValues } from '../variables/findValues';
import { logContext } from './logContext';
import { logVolume } from './logVolume';
import { toVolume } from './toVolume';
import { volumeQuery } from './volumeQuery';

let server: TestServer;
/** Each line a second after the last; ten of them in one and the same microsecond. */
const lines = 3_000;

beforeAll(async () => {
  server = await startTestServer();
  await server.sql.unsafe(`
    create type public.mood as enum ('good', 'bad');
    create table public.lines (
      id bigint generated always as identity primary key, logged_at timestamptz not null, level text, message text,
      scraper text, mood public.mood default 'good', is_new boolean default true
    );
    insert into public.lines (logged_at, level, message, scraper)
      select timestamptz '2026-11-21T10:00:00.123456Z' + (case when n between 100 and 110 then 100 else n end) * interval '1 s',
        case when n % 10 = 0 then 'error' when n % 3 = 0 then 'warn' else 'info' end, 'line ' || n,
        case when n % 5 = 0 then null else 'ig-' || n % 4 end
      from generate_series(1, ${lines}) n;
    grant select on public.lines to scrapewatch_reader;
    insert into scrapewatch.maintenance_windows (starts_at, ends_at, system, reason) values
      ('2026-11-21T08:00:00Z', '2026-11-21T10:30:00Z', 'IGF', 'disk, new'), ('2026-11-20T08:00:00Z', '2026-11-20T09:00:00Z', null, 'old'),
      ('2026-11-21T11:00:00Z', '2026-11-22T11:00:00Z', null, 'move');
    insert into scrapewatch.deployments (deployed_at, system, environment, version, description)
      values ('2026-11-21T11:30:00Z', 'IGF', 'prod', '1.2.3', 'faster');`);
  await server.reloadSchema();
}, 120_000);

afterAll(() => server?.stop());

const lineQuery = (change: Partial<TableQuery> = {}): TableQuery =>
  tableQuery({
    schema: 'public',
    table: 'lines',
    timeColumn: 'logged_at',
    order: [{ column: 'id', direction: 'asc' }],
    ...change,
  });

async function idsUnder(adhoc: AnswerContext['adhoc'], query: ScrapewatchQuery = lineQuery()) {
  const [frame] = await answer(query, server.context({ adhoc, knownColumns: columnsOfLines }));
  return { ids: column(frame, 'id'), notices: frame.meta?.notices?.map(({ text }) => text) ?? [] };
}

const columnsOfLines = (_schema: string, table: string) =>
  table === 'lines' ? ['id', 'logged_at', 'level', 'message', 'scraper'].map((name) => ({ name })) : undefined;

function raise(): never {
  throw new Error('There is nothing to ask.');
}

function column(frame: DataFrame, name: string): unknown[] {
  return frame.fields.find((field) => field.name === name)?.values ?? [];
}

async function idsOfSql(condition: string): Promise<unknown[]> {
  return (await server.sql.unsafe(`select id::int from public.lines where ${condition} order by id`)).map(
    ({ id }) => id
  );
}

describe('ad-hoc filters', () => {
  it.each([
    ['=', 'ig-1', undefined, `scraper = 'ig-1'`],
    ['!=', 'ig-1', undefined, `scraper is distinct from 'ig-1'`],
    ['=~', '^ig-[12]$', undefined, `scraper ~ '^ig-[12]$'`],
    ['!~', '^ig-[12]$', undefined, `scraper is null or scraper !~ '^ig-[12]$'`],
    ['>', 'ig-1', undefined, `scraper > 'ig-1'`],
    ['<', 'ig-1', undefined, `scraper < 'ig-1'`],
    ['=|', 'ig-1', ['ig-1', 'ig-2'], `scraper in ('ig-1', 'ig-2')`],
    ['!=|', 'ig-1', ['ig-1', 'ig-2'], `scraper is null or scraper not in ('ig-1', 'ig-2')`],
  ])('%s finds the rows that Postgres finds', async (operator, value, values, condition) => {
    const { ids } = await idsUnder([{ key: 'scraper', operator, value, values }]);
    expect(ids).toEqual(await idsOfSql(`(${condition})`));
  });

  it('hold in a request written by hand, and are named where the column does not exist', async () => {
    const adhoc = [
      { key: 'level', operator: '=', value: 'error' },
      { key: 'nowhere', operator: '=', value: '1' },
    ];
    const raw = {
      refId: 'A',
      version: 2,
      queryType: 'postgrest',
      schema: 'public',
      path: 'lines?select=id&order=id&id=lt.100',
      format: 'table',
    };
    const { ids, notices } = await idsUnder(adhoc, raw as ScrapewatchQuery);
    expect(ids).toEqual(await idsOfSql(`level = 'error' and id < 100`));
    expect(notices.join()).toContain('“nowhere = 1” was left out');
  });

  it.each(hostileValues)('take %j for a value and never for syntax', async (value) => {
    const query = tableQuery({
      schema: 'public',
      table: 'words',
      columns: [{ column: 'id' }],
      order: [{ column: 'id', direction: 'asc' }],
    });
    const [frame] = await answer(query, server.context({ adhoc: [{ key: 'word', operator: '=', value }] }));
    const rows = await server.sql`select id from public.words where word = ${value} order by id`;
    expect(column(frame, 'id')).toEqual(rows.map(({ id }) => id));
  });

  it('become the argument of a preset, and nothing at all where two choices exclude each other', async () => {
    const asked = { refId: 'A', version: 2, queryType: 'preset', preset: 'run_stats', args: { systems: ['IGF'] } };
    const requests: string[] = [];
    const send: AnswerContext['send'] = (request, signal) => {
      requests.push(decodeURIComponent(request.url));
      return server.proxy()(request, signal);
    };
    await answer(asked, server.context({ send, adhoc: [{ key: 'system', operator: '=', value: 'IGF' }] }));
    await answer(asked, server.context({ send, adhoc: [{ key: 'system', operator: '=', value: 'IGM' }] }));
    expect(requests[0]).toContain('systems={"IGF"}');
    expect(requests[1]).not.toContain('IGM');
    expect(requests[1]).not.toContain('systems={}');
  });
});

describe('keys and values to filter by', () => {
  const found = async () => {
    const { baseUrl, settings, send, cap } = server.context();
    return discover({ baseUrl, settings, send, cap }, new AbortController().signal);
  };

  it('are those of the tables that the dashboard reads', async () => {
    const keys = tagKeys({ queries: [lineQuery()] }, await found(), ['public']);
    expect(keys.map(({ text }) => text)).toEqual(['id', 'is_new', 'level', 'logged_at', 'message', 'mood', 'scraper']);
  });

  it('are each value once, read in a few requests however many rows there are', async () => {
    let requests = 0;
    const send: AnswerContext['send'] = (request, signal) => {
      requests++;
      return server.proxy()(request, signal);
    };
    const schema = await found();
    const values = async (key: string) =>
      (await tagValues(key, { queries: [lineQuery()] }, schema, server.context({ send }))).map(({ text }) => text);
    expect(await values('level')).toEqual(['error', 'info', 'warn']);
    expect(requests).toBeLessThanOrEqual(4);
    expect(await values('mood')).toEqual(['good', 'bad']);
    expect(await values('is_new')).toEqual(['true', 'false']);
  });

  it('make the choices of a variable in as few requests, nulls left out', async () => {
    const query = { ...lineQuery({ columns: [{ column: 'scraper' }], order: [] }), refId: 'scraper' };
    const choices = await findValues(query, server.context());
    expect(choices.map(({ value }) => value)).toEqual(['ig-0', 'ig-1', 'ig-2', 'ig-3']);
  });

  it('are all of them also when the data source reads few rows at a time', async () => {
    const query = lineQuery({ columns: [{ column: 'message' }], order: [] });
    const context = server.context();
    const choices = await findValues(query, { ...context, settings: { ...context.settings, rowLimit: 700 } });
    expect(choices).toHaveLength(lines);
  });

  it('follow what is typed into the list of a variable', async () => {
    const query = lineQuery({
      columns: [{ column: 'message' }],
      order: [],
      filters: [{ column: 'message', operator: 'ilike', value: '%${__searchFilter}%' }],
    });
    const context = server.context();
    const typed = { ...context.scopedVars, __searchFilter: { text: '299', value: '299' } };
    const choices = await findValues(query, { ...context, scopedVars: typed });
    expect(choices.map(({ value }) => value)).toEqual(
      (await server.sql`select message from public.lines where message ilike '%299%' order by message collate "C"`).map(
        ({ message }) => message
      )
    );
    expect(await findValues({ ...query, limit: 5 }, context)).toHaveLength(5);
  });
});

describe('log lines in Explore', () => {
  const logs = () => lineQuery({ format: 'logs', order: [{ column: 'logged_at', direction: 'desc' }], limit: 500 });

  it('have a histogram that counts every line of the range by its level', async () => {
    const query = volumeQuery(
      { ...logs(), filters: [{ column: 'scraper', operator: 'eq', value: 'ig-1' }] },
      (_schema, table) => columnsOfLines('public', table)
    );
    const [table] = await answer(query, server.context({ unshaped: true }));
    const range = { from: now - 3 * hour, to: now };
    const volume = toVolume(table, { range, timeColumn: 'logged_at', severityColumn: 'level' });
    const sums = volume.map(({ fields }) => [
      fields[1].config.displayNameFromDS,
      fields[1].values.reduce((a: number, b: number) => a + b, 0),
    ]);
    const rows =
      await server.sql`select level, count(*)::int as n from public.lines where scraper = 'ig-1' group by level`;
    const counted = new Map(rows.map(({ level, n }) => [level === 'warn' ? 'warning' : level, n]));
    expect(new Map(sums as Array<[string, number]>)).toEqual(counted);
  });

  it('are the newest, however few are wanted', async () => {
    const few = lineQuery({ format: 'logs', order: [], limit: 3, columns: [{ column: 'message' }, { column: 'id' }] });
    const [table] = await answer(few, server.context({ unshaped: true }));
    expect(column(table, 'id')).toEqual([3000, 2999, 2998]);
  });

  it.each([
    [500, LogsVolumeType.Limited],
    [50_000, LogsVolumeType.FullRange],
  ])('have a histogram that says what it covers when the data source reads %i rows at most', async (rowLimit, type) => {
    // Nothing is discovered yet when the query is made, as when Explore opens.
    const query = volumeQuery(logs(), () => undefined) ?? raise();
    const context = server.context();
    let knownColumns: AnswerContext['knownColumns'] = () => undefined;
    const discoverLines = async () => {
      knownColumns = columnsOfLines;
      return { tables: [], functions: [], relations: [] } as unknown as Schema;
    };
    const contextOf = () => ({
      ...context,
      settings: { ...context.settings, rowLimit },
      discover: discoverLines,
      knownColumns: (schema: string, table: string) => knownColumns(schema, table),
    });
    const range = { from: dateTime(now - 3 * hour), to: dateTime(now) };
    const source = { name: 'Lines', contextOf } as unknown as DataSource;
    const request = { range } as unknown as DataQueryRequest<ScrapewatchQuery>;
    const { data } = await lastValueFrom(logVolume(source, request, [{ source: logs(), query }]));
    const levels = data.map((frame: DataFrame) => frame.fields[1].config.displayNameFromDS);
    expect(new Set(levels)).toEqual(new Set(['error', 'info', 'warning']));
    const custom = data.map((frame: DataFrame) => frame.meta?.custom?.logsVolumeType as unknown);
    expect(new Set(custom)).toEqual(new Set([type]));
  });

  it('have each neighbour once, also among lines of the same microsecond, whatever was searched for', async () => {
    const query = { ...logs(), filters: [{ column: 'message', operator: 'like' as const, value: '%5%' }] };
    const context = server.context({ knownColumns: columnsOfLines });
    const [table] = await answer(
      { ...logs(), filters: [{ column: 'id', operator: 'eq', value: '105' }] },
      { ...context, unshaped: true }
    );
    const [frame] = toShape(logs(), table);
    const row = { dataFrame: frame, rowIndex: 0, timeEpochMs: Number(frame.fields[0].values[0]) };
    const read = async (direction: LogRowContextQueryDirection) => {
      const { data } = await logContext(row, { direction, limit: 10 }, query, context);
      return data.flatMap((lines: DataFrame) => column(lines, 'id')).map(Number);
    };
    expect(await read(LogRowContextQueryDirection.Backward)).toEqual([104, 103, 102, 101, 100, 99, 98, 97, 96, 95]);
    expect(await read(LogRowContextQueryDirection.Forward)).toEqual([115, 114, 113, 112, 111, 110, 109, 108, 107, 106]);
  });
});

describe('annotations', () => {
  const eventsOf = async (id: string) => {
    const query = readyMade.find((each) => each.id === id)?.query;
    const context = server.context();
    const [frame] = await answer(query, { ...context, unshaped: true });
    return toEvents(frame, query?.annotation ?? {}, context.range);
  };

  it('A13 deployments are events with the version for a title', async () => {
    const events = await eventsOf('deployments');
    expect(column(events, 'time')).toEqual([Date.parse('2026-11-21T11:30:00Z')]);
    expect(column(events, 'title')).toEqual(['1.2.3']);
    expect(column(events, 'tags')).toEqual(['IGF,prod']);
  });

  it('A15 maintenance is a region, also when it began before the range, and never when it lies outside', async () => {
    const events = await eventsOf('maintenance');
    expect(column(events, 'title')).toEqual(['move', 'disk, new']);
    expect(column(events, 'timeEnd')).toEqual(['2026-11-22T11:00:00Z', '2026-11-21T10:30:00Z'].map(Date.parse));
  });

  it.each(['runs', 'alerts'])('%s can be asked although there are none', async (id) => {
    expect((await eventsOf(id)).length).toBe(0);
  });
});

describe('live', () => {
  const request = {
    requestId: 'live',
    interval: '1s',
    intervalMs: 1_000,
    scopedVars: {},
    timezone: 'utc',
    app: 'dashboard',
    startTime: 0,
    targets: [],
    range: range(),
  } as unknown as DataQueryRequest<ScrapewatchQuery>;

  function range() {
    const [from, to] = [dateTime('2026-11-21T09:00:00Z'), dateTime('2026-11-21T12:00:00Z')];
    return { from, to, raw: { from, to } };
  }

  it('A14 what is added, changed and deleted is shown by the next poll, which reads only that', async () => {
    const sizes: number[] = [];
    let look: () => void = () => undefined;
    const world: World = {
      now: () => performance.now(),
      random: Math.random,
      changes: () => 0,
      visible: async () => undefined,
      pause: (_ms, signal) =>
        new Promise((resolve) => {
          look = resolve;
          signal.addEventListener('abort', () => resolve());
        }),
    };
    const send: AnswerContext['send'] = async (sent, signal) => {
      const response = await server.proxy()(sent, signal);
      sizes.push((JSON.parse(response.text) as unknown[]).length);
      return response;
    };
    const contextOf = (_request: unknown, signal: AbortSignal) => server.context({ send, signal });
    const query = lineQuery({
      filters: [
        { column: 'id', operator: 'gt', value: '2000' },
        { column: 'level', operator: 'neq', value: 'gone' },
      ],
    });
    const answers = liveAnswers(query, { column: 'logged_at', key: ['id'] }, request, {
      contextOf,
      polls: new LivePolls(),
      world,
    });
    const seen = (found: (frame: DataFrame) => boolean) =>
      firstValueFrom(
        answers.pipe(
          filter(({ frames }) => frames.length > 0 && found(frames[0])),
          timeout(20_000)
        )
      );
    const subscription = answers.subscribe();
    await seen((frame) => frame.length === 1_000);
    await server.sql`insert into public.lines (logged_at, level, message) values ('2026-11-21T11:00:00Z', 'info', 'fresh')`;
    look();
    await seen((frame) => column(frame, 'message').includes('fresh'));
    await server.sql`update public.lines set message = 'changed', logged_at = '2026-11-21T11:00:01Z' where message = 'line 2500'`;
    look();
    const { frames } = await seen((frame) => column(frame, 'message').includes('changed'));
    expect(frames[0].length).toBe(1_001);
    expect(column(frames[0], 'message')).not.toContain('line 2500');
    await server.sql`delete from public.lines where message = 'fresh'`;
    look();
    await seen((frame) => !column(frame, 'message').includes('fresh'));
    // It changes, and so much that the query does not want it any more.
    await server.sql`update public.lines set level = 'gone', logged_at = '2026-11-21T11:00:02Z' where message = 'changed'`;
    look();
    const last = await seen((frame) => !column(frame, 'message').includes('changed'));
    expect(new Set(column(last.frames[0], 'id')).size).toBe(999);
    subscription.unsubscribe();
    expect(Math.max(...sizes.slice(-2))).toBeLessThan(60);
  });
});
