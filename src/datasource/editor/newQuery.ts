import { queryVersion, type QueryType, type ScrapewatchQuery } from '../query/model';
import { defaultQuery } from '../query/parseQuery';

/** Rows of a table that was just chosen: enough to see it, too few to hurt. */
export const firstLimit = 1000;

/** An empty query of another type; Grafana's own keys, such as refId and hide, stay. */
export function newQuery(type: QueryType, before: ScrapewatchQuery): ScrapewatchQuery {
  const { refId, datasource, hide, key } = before;
  const base = { refId, datasource, hide, key, version: queryVersion } as const;
  switch (type) {
    case 'preset':
      return { ...base, ...defaultQuery };
    case 'rpc':
      return { ...base, queryType: 'rpc', function: '', args: {}, format: 'table' };
    case 'postgrest':
      return { ...base, queryType: 'postgrest', path: '', format: 'table' };
    case 'prometheus':
      return { ...base, queryType: 'prometheus', expr: '' };
    case 'table':
      return {
        ...base,
        queryType: 'table',
        table: '',
        columns: [],
        aggregates: [],
        filters: [],
        embeds: [],
        order: [],
        limit: firstLimit,
        format: 'table',
      };
  }
}
