import type { ScrapewatchQuery, TableQuery } from '../../query/model';
import type { RowsMeta } from '../../answer/RowsMeta';

/** A step that shows more of an answer that was cut: its button, and the query that it makes. */
export interface MoreRows {
  label: string;
  tooltip: string;
  query: ScrapewatchQuery;
}

/** What can be done about rows that are missing; empty when nothing is, or nothing can be. */
export function moreRows(query: ScrapewatchQuery, count: RowsMeta, rowLimit: number): MoreRows[] {
  if (query.queryType !== 'table' || !isShort(count)) {
    return [];
  }
  return [loadMore(query, count, rowLimit), aggregate(query), countThem(query, count)].flatMap((step) => step ?? []);
}

function isShort({ rows, total, cut }: RowsMeta): boolean {
  return cut || (total !== undefined && total > rows);
}

function loadMore(query: TableQuery, { rows, total, bound }: RowsMeta, rowLimit: number): MoreRows | undefined {
  if (bound >= rowLimit) {
    return undefined;
  }
  const wanted = total !== undefined && total <= rowLimit ? total : Math.max(bound, rows) * 10;
  const limit = Math.min(roundUp(wanted), rowLimit);
  const label = `Load ${limit.toLocaleString('en')}`;
  return {
    label,
    tooltip: `Raises the limit of the query from ${bound.toLocaleString('en')}`,
    query: { ...query, limit },
  };
}

function aggregate(query: TableQuery): MoreRows | undefined {
  if (query.aggregates.length > 0 || query.bucket) {
    return undefined;
  }
  const { limit: _, ...whole } = query;
  const counted = { ...whole, columns: [], embeds: [], order: [], aggregates: [{ function: 'count' as const }] };
  return query.timeColumn
    ? {
        label: 'Count by time',
        tooltip: `Counts rows for each point of time by ${query.timeColumn}, instead of showing them`,
        query: { ...counted, bucket: { every: 'auto', fill: 'zero' }, format: 'timeseries' },
      }
    : {
        label: 'Count instead',
        tooltip: 'Asks the server how many rows there are, instead of showing them',
        query: counted,
      };
}

function countThem(query: TableQuery, { total }: RowsMeta): MoreRows | undefined {
  return total !== undefined || query.count
    ? undefined
    : {
        label: 'How many?',
        tooltip: 'Asks the server for an estimate of all rows, and keeps showing these',
        query: { ...query, count: 'estimated' },
      };
}

/** To two leading digits: 48,213 becomes 49,000. */
function roundUp(rows: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, rows))) - 1);
  return Math.ceil(rows / step) * step;
}
