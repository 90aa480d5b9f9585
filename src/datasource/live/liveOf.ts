import type { DataQueryRequest } from '@grafana/data';
import type { Live, ScrapewatchQuery } from '../query/model';
import { parseQuery } from '../query/parseQuery';
import { presets } from '../query/presets';

/**
 * How a target is to be kept up to date; undefined when it is asked once. Explore's live tail follows log lines by their
 * time, because they are only ever added.
 */
export function liveOf(target: ScrapewatchQuery, { liveStreaming }: Partial<DataQueryRequest>): Live | undefined {
  const parsed = parseQuery(target);
  if (!parsed.ok) {
    return undefined;
  }
  const { query } = parsed;
  return liveStreaming ? tailOf(query) : query.live;
}

function tailOf(query: ScrapewatchQuery): Live {
  if (query.live?.column !== undefined || query.queryType === 'prometheus' || query.queryType === 'rpc') {
    return query.live ?? {};
  }
  if (query.queryType === 'preset') {
    const { source, format } = presets[query.preset];
    return format === 'logs' && 'table' in source && source.timeColumn ? { column: source.timeColumn } : {};
  }
  return query.format === 'logs' && query.timeColumn ? { column: query.timeColumn } : {};
}
