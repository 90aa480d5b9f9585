import type { DataFrame } from '@grafana/data';
import { toAnnotations } from '../frames/toAnnotations';
import { withLegend } from '../frames/legend';
import { toLogs } from '../frames/toLogs';
import { toTimeSeries } from '../frames/toTimeSeries';
import type { Format, ScrapewatchQuery } from '../query/model';
import { toPlainQuery } from './toPlainQuery';

/** The rows of a query's table in the form that the query asks for. Throws `no-time`. */
export function toShape(asked: ScrapewatchQuery, table: DataFrame): DataFrame[] {
  if (asked.queryType === 'prometheus') {
    return [table];
  }
  const isAnnotation = asked.queryType === 'preset' && asked.preset === 'deployments';
  return isAnnotation ? [toAnnotations(table)] : withLegend(shapes[toPlainQuery(asked).format](table), asked.legend);
}

const shapes: Record<Format, (frame: DataFrame) => DataFrame[]> = {
  table: (frame) => [frame],
  timeseries: toTimeSeries,
  logs: (frame) => [toLogs(frame)],
};
