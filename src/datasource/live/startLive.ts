import type { DataQueryRequest } from '@grafana/data';
import { from, switchMap, type Observable } from 'rxjs';
import type { DataSource } from '../DataSource';
import type { Live, ScrapewatchQuery } from '../query/model';
import { loadRawLanguage } from '../query/rawLanguage';
import { parseQuery } from '../query/parseQuery';
import type { TargetAnswer } from '../requests/TargetAnswer';
import { liveAnswers } from './liveAnswers';
import { LivePolls } from './LivePolls';
import { pageWorld } from './pageWorld';
import { realtimeWake } from './realtimeWake';

export type FollowTarget = (
  target: ScrapewatchQuery,
  live: Live,
  request: DataQueryRequest<ScrapewatchQuery>
) => Observable<TargetAnswer>;

/** What keeps the queries of a data source up to date on the page that it is shown on. */
export function startLive(dataSource: DataSource): FollowTarget {
  const source = {
    contextOf: dataSource.contextOf.bind(dataSource),
    polls: new LivePolls(),
    world: pageWorld(realtimeWake(dataSource.settings)),
  };
  return (target, live, request) =>
    from(prepare(target)).pipe(switchMap(() => liveAnswers(target, live, request, source)));
}

/** Panels share a poll when their questions are equal with all variables replaced, so that must be possible. */
async function prepare(target: ScrapewatchQuery): Promise<void> {
  const parsed = parseQuery(target);
  if (parsed.ok && parsed.query.queryType === 'postgrest') {
    await loadRawLanguage(parsed.query);
  }
}
