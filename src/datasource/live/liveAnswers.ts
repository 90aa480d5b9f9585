import type { DataFrame, DataQueryRequest } from '@grafana/data';
import { map, type Observable } from 'rxjs';
import { answer, type AnswerContext } from '../answer';
import { toShape } from '../answer/toShape';
import type { FilterNode, Live, ScrapewatchQuery } from '../query/model';
import { onlyBuiltIns } from '../requests/keepingBuiltIns';
import { moveRange } from '../requests/moveRange';
import type { TargetAnswer } from '../requests/TargetAnswer';
import { withValues } from '../requests/withValues';
import { follow } from './follow';
import { LivePolls } from './LivePolls';
import { runPoll, type PollOptions, type Read } from './runPoll';
import type { World } from './World';

/** What changes in the database is on the screen within five seconds. */
const defaultEveryMs = 3_000;

export const pace = {
  overlapMs: 30_000,
  wholeEveryMs: 300_000,
  longestPauseMs: 60_000,
} satisfies Partial<PollOptions>;

export interface LiveSource {
  contextOf: (request: Partial<DataQueryRequest>, signal: AbortSignal) => AnswerContext;
  polls: LivePolls;
  world: World;
}

/** The answers to a query that is kept up to date: the newest at once, then one with each change. Never fails. */
export function liveAnswers(
  target: ScrapewatchQuery,
  live: Live,
  request: DataQueryRequest<ScrapewatchQuery>,
  { contextOf, polls, world }: LiveSource
): Observable<TargetAnswer> {
  const { settings, adhoc, templates } = contextOf(request, new AbortController().signal);
  const asked = withValues(target, request.scopedVars, templates);
  const { query, options, keys, strip } = follow(asked, live, settings, (adhoc ?? []).length > 0);
  const read: Read = async (floor, signal) => {
    const context = valuesOnly(contextOf(moveRange(request), signal));
    if (!options) {
      const frames = await answer(query, context);
      return { frames, fromMs: context.range.from, cut: frames.some(wasCut) };
    }
    const since = following(context, options.column, floor);
    const [frames, changed] = await Promise.all([
      answer(query, since),
      keys && floor ? answer(keys, { ...since, adhoc: [] }) : undefined,
    ]);
    const cut = [...frames, ...(changed ?? [])].some(wasCut);
    return { frames, changed: changed?.[0], fromMs: context.range.from, cut };
  };
  const everyMs = live.every === undefined ? defaultEveryMs : live.every * 1000;
  const start = (signal: AbortSignal, emit: Parameters<typeof runPoll>[4]) =>
    runPoll(read, { ...pace, everyMs, follow: options }, world, signal, emit);
  const toFrames = (frames: DataFrame[]) =>
    options ? frames.flatMap((table) => toShape(asked, strip(table))) : frames;
  return polls.of(keyOf(query, live, request, adhoc), start).pipe(
    map(({ frames = [], error }) => {
      try {
        const shaped = toFrames(frames).map((frame) => ({ ...frame, refId: target.refId }));
        return { isLive: true, frames: shaped, ...(error === undefined ? {} : { thrown: error }) };
      } catch (thrown) {
        return { isLive: true, frames: [], thrown };
      }
    })
  );
}

/** The values are in the query already: what looks like a variable in one of them is none, except Grafana's own. */
function valuesOnly(context: AnswerContext): AnswerContext {
  return { ...context, templates: { ...onlyBuiltIns(context.templates), isAll: () => false } };
}

type Floor = Parameters<Read>[0];

function following(context: AnswerContext, column: string, floor: Floor): AnswerContext {
  return { ...context, unshaped: true, conditions: floor ? [atOrPast(column, floor)] : [] };
}

function atOrPast(column: string, { position, isTime }: NonNullable<Floor>): FilterNode {
  return { column, operator: 'gte', value: isTime ? new Date(Number(position)).toISOString() : String(position) };
}

function wasCut(frame: DataFrame): boolean {
  const custom: Record<string, unknown> | undefined = frame.meta?.custom?.scrapewatch;
  return custom?.cut === true;
}

/** Panels share a poll when they ask the same, whatever they call it. */
function keyOf(
  query: ScrapewatchQuery,
  live: Live,
  { range, timezone, interval, maxDataPoints }: DataQueryRequest,
  adhoc: unknown
): string {
  const { refId: _refId, key: _key, hide: _hide, datasource: _datasource, legend: _legend, ...question } = query;
  const text = JSON.stringify([question, live, adhoc, range.raw, timezone]);
  const followsWidth =
    text.includes('__interval') ||
    query.queryType === 'prometheus' ||
    ('bucket' in query && query.bucket !== undefined);
  return followsWidth ? JSON.stringify([text, interval, maxDataPoints]) : text;
}
