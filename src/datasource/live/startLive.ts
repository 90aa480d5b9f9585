import type { DataQueryRequest } from '@grafana/data';
import type { Observable } from 'rxjs';
import type { DataSource } from '../DataSource';
import type { Live, ScrapewatchQuery } from '../query/model';
import type { TargetAnswer } from '../requests/TargetAnswer';
import { liveAnswers } from './liveAnswers';
import { LivePolls } from './LivePolls';
import { pageWorld } from './pageWorld';

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
    world: pageWorld(),
  };
  return (target, live, request) => liveAnswers(target, live, request, source);
}
