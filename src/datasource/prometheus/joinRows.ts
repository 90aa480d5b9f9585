import { FieldType, type DataFrame, type Field, type QueryResultMetaNotice } from '@grafana/data';
import { answer, type AnswerContext } from '../answer';
import { unitOf } from '../frames/units';
import type { Join, PrometheusQuery } from '../query/model';
import { askPrometheus } from './askPrometheus';
import { joinNotices } from './joinNotices';
import { placesOf, type Place } from './placesOf';
import { reduceWindow, type Figure } from './reduceWindow';
import { spanOf, stepFor } from './stepFor';
import { toSeries, type Series } from './toSeries';
import type { Question } from './toRequest';
import { withMatcher } from './withMatcher';

/** PromQL that is joined to rows. */
export type JoinedQuery = PrometheusQuery & { join: Join };

/**
 * The rows of the join's query with one more column: a figure of the series whose label equals the row's column, within
 * the row's window. Rows without such a series, or without a start, get null. All rows together take one request to
 * Prometheus, with a step that is short enough for the shortest window, as far as Prometheus' limits allow.
 * @param now epoch milliseconds, where windows end that are still open
 */
export async function joinRows(query: JoinedQuery, context: AnswerContext, now = Date.now()): Promise<DataFrame[]> {
  const { join } = query;
  // Rows are joined as they are, whatever shape the query would give them by itself.
  const [rows] = await answer({ ...join.rows, refId: query.refId }, { ...context, unshaped: true });
  if (rows === undefined) {
    return [];
  }
  const places = placesOf(rows, join, context.range, now);
  const asked = places.filter((place) => place !== undefined);
  if (asked.length === 0) {
    return [withColumn(rows, toField(query, new Array<null>(rows.length).fill(null)))];
  }
  const { question, step } = questionFor(query, asked);
  const frames = await askPrometheus(question, context);
  const series = toSeries(frames);
  const byLabel = groupByLabel(series, join.label, new Set(asked.map(({ key }) => key)));
  const figures = places.map((place) => figureOf(place, byLabel, query, step));
  const field = toField(
    query,
    figures.map(({ value }) => value),
    series
  );
  const near = figures.filter(({ isNear }) => isNear).length;
  return [
    withColumn(rows, field, {
      executed: `PromQL for “${field.name}”: ${frames[0]?.meta?.executedQueryString ?? question.expr}`,
      notices: joinNotices({ join, series, byLabel, near, step }),
    }),
  ];
}

/** One question for all rows: the series that they name, from the first window's start to the last one's end. */
function questionFor(query: JoinedQuery, places: Place[]): { question: Question; step: number } {
  const keys = [...new Set(places.map(({ key }) => key))];
  const windows = places.map(({ window }) => window);
  const expr = withMatcher(query.expr, query.join.label, keys) ?? query.expr;
  const { from, to } = spanOf(windows);
  const step = stepFor(windows, keys.length);
  const base = { refId: query.refId, expr, legendFormat: '' };
  return isNewest(query)
    ? { question: { ...base, instant: true, range: { from, to } }, step }
    : { question: { ...base, range: { from: from - step * 1000, to }, step }, step };
}

/** Without windows of their own, rows may ask for the newest value only. */
function isNewest({ instant, join }: JoinedQuery): boolean {
  return instant === true && !join.from && !join.to;
}

function groupByLabel(series: Series[], label: string, asked: Set<string>): Map<string, Series[]> {
  const groups = new Map<string, Series[]>();
  for (const each of series) {
    const value = each.labels[label];
    if (value !== undefined && asked.has(value)) {
      groups.set(value, [...(groups.get(value) ?? []), each]);
    }
  }
  return groups;
}

function figureOf(place: Place | undefined, byLabel: Map<string, Series[]>, query: JoinedQuery, step: number): Figure {
  const series = place && byLabel.get(place.key);
  if (!series) {
    return { value: null, isNear: false };
  }
  const window = isNewest(query) ? { from: -Infinity, to: Infinity } : place.window;
  return reduceWindow(series, window, query.join.reduce, step * 1000);
}

function toField({ expr, join }: JoinedQuery, values: Array<number | null>, series: Series[] = []): Field {
  const name = join.as || expr;
  const unit = series.find((each) => each.unit)?.unit ?? unitOf(series[0]?.labels.__name__ ?? name, true);
  return { name, type: FieldType.number, config: { displayName: name, ...(unit ? { unit } : {}) }, values };
}

function withColumn(
  rows: DataFrame,
  field: Field,
  { executed, notices = [] }: { executed?: string; notices?: QueryResultMetaNotice[] } = {}
): DataFrame {
  const taken = new Set(rows.fields.map(({ name }) => name));
  const name = taken.has(field.name) ? `${field.name} (Prometheus)` : field.name;
  return {
    ...rows,
    fields: [...rows.fields, { ...field, name, config: { ...field.config, displayName: name } }],
    meta: {
      ...rows.meta,
      executedQueryString: [rows.meta?.executedQueryString, executed].filter(Boolean).join('\n'),
      notices: [...(rows.meta?.notices ?? []), ...notices],
    },
  };
}
