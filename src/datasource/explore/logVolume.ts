import {
  LoadingState,
  LogsVolumeType,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type LogsVolumeCustomMetaData,
} from '@grafana/data';
import { catchError, forkJoin, map, of, startWith, type Observable } from 'rxjs';
import { answer, type AnswerContext } from '../answer';
import { rowsMetaOf } from '../answer/RowsMeta';
import type { DataSource } from '../DataSource';
import type { ScrapewatchQuery } from '../query/model';
import { once } from '../requests/answerTargets';
import { asFault } from '../transport/Fault';
import { columnNames, severityColumn, type LogsQuery } from './logsQuery';
import { toVolume } from './toVolume';
import { volumeQuery } from './volumeQuery';

export interface VolumeTarget {
  source: ScrapewatchQuery;
  query: LogsQuery;
}

/** The histograms over log lines that Explore draws above them. */
export function logVolume(
  dataSource: DataSource,
  request: DataQueryRequest<ScrapewatchQuery>,
  targets: VolumeTarget[]
): Observable<DataQueryResponse> {
  const answers = targets.map(({ source, query }) =>
    once(async (signal) => {
      const context = dataSource.contextOf(request, signal);
      const asked = (await withLevel(source, context)) ?? query;
      const frames = await answer(asked, { ...context, unshaped: true });
      return frames.flatMap((frame) => withMeta(frame, source, asked, dataSource, request));
    }).pipe(
      map(({ frames, thrown }) => {
        if (thrown !== undefined) {
          throw thrown;
        }
        return frames;
      })
    )
  );
  return forkJoin(answers).pipe(
    map((frames) => ({ state: LoadingState.Done, data: frames.flat() })),
    catchError((thrown: unknown) => {
      const error = { message: asFault(thrown).message };
      return of({ state: LoadingState.Error, data: [], error, errors: [error] });
    }),
    startWith({ state: LoadingState.Loading, data: [] })
  );
}

/** Where a query shows every column, only discovery tells which of them is the level; when Explore opens, that is under way. */
async function withLevel(source: ScrapewatchQuery, context: AnswerContext): Promise<LogsQuery | undefined> {
  await context.discover?.();
  const { knownColumns, settings } = context;
  return volumeQuery(source, (schema, table) => knownColumns(schema || settings.schemas[0], table));
}

function withMeta(
  table: DataFrame,
  source: ScrapewatchQuery,
  query: LogsQuery,
  { name }: DataSource,
  { range }: DataQueryRequest
): DataFrame[] {
  const span = { from: range.from.valueOf(), to: range.to.valueOf() };
  const times: unknown[] = table.fields.find((field) => field.name === query.timeColumn)?.values ?? [];
  // The newest lines are read; where there are more, the histogram begins with the oldest of them and says so.
  const isCut = (query.limit !== undefined && table.length >= query.limit) || rowsMetaOf(table)?.cut === true;
  const oldest = Number(times[times.length - 1]);
  const absoluteRange = isCut && oldest > 0 ? { ...span, from: oldest } : span;
  const custom: LogsVolumeCustomMetaData = {
    absoluteRange,
    datasourceName: name,
    sourceQuery: source,
    logsVolumeType: isCut ? LogsVolumeType.Limited : LogsVolumeType.FullRange,
  };
  const severity = severityColumn(columnNames(query, undefined));
  const volume = toVolume(table, { range: span, timeColumn: query.timeColumn, severityColumn: severity });
  return volume.map((frame) => ({ ...frame, meta: { custom } }));
}
