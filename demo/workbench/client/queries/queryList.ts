import type { DataSourceRef } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

/** A, B … Z, then A1, B1 …: the first name that no query has yet. */
export function nextRefId(queries: DataQuery[]): string {
  const taken = new Set(queries.map(({ refId }) => refId));
  for (let round = 0; ; round++) {
    for (let letter = 0; letter < 26; letter++) {
      const refId = String.fromCharCode(65 + letter) + (round === 0 ? '' : String(round));
      if (!taken.has(refId)) {
        return refId;
      }
    }
  }
}

/** An empty query for a data source; what it starts with is the data source's to say. */
export function newQuery(queries: DataQuery[], datasource: DataSourceRef, defaults: object = {}): DataQuery {
  return { ...defaults, refId: nextRefId(queries), datasource };
}
