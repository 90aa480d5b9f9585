import type { DataFrame } from '@grafana/data';
import type { AnswerContext } from '../answer';
import type { PrometheusQuery } from '../query/model';
import { askPrometheus } from './askPrometheus';
import { joinRows } from './joinRows';

/**
 * The frames that the configured Prometheus data source answers, or rows with one figure of its series each. Throws a
 * Fault, or an AbortError.
 */
export async function answerPrometheus(query: PrometheusQuery, context: AnswerContext): Promise<DataFrame[]> {
  const { refId, expr, instant, join, legend } = query;
  if (join) {
    return joinRows({ ...query, join }, context);
  }
  const { range } = context;
  return askPrometheus({ refId, expr, instant, legendFormat: toLegendFormat(legend), range }, context);
}

/** Our templates are Prometheus', but for the metric's name; without one, Grafana names series by what tells them apart. */
function toLegendFormat(legend: string | undefined): string {
  return legend ? legend.replace(/\{\{\s*__name\s*\}\}/g, '{{__name__}}') : '__auto';
}
