import { toPlainQuery } from '../answer/toPlainQuery';
import type { PresetQuery, RowsQuery } from '../query/model';
import { toSql } from '../query/preview/toSql';
import { readRaw } from '../query/raw/readRaw';
import { Fault } from '../transport/Fault';
import { countMetric, type CountMetric } from './countMetric';

/** How to count a query's rows as a metric, with what has to be looked at before; or why that cannot be said. */
export type MadeMetric = (CountMetric & { remarks: string[] }) | { reason: string };

/** `schema` is the data source's default one. The time range is left out: a metric is about now. */
export function toMetric(asked: RowsQuery | PresetQuery, schema: string): MadeMetric {
  try {
    const query = toPlainQuery(asked);
    const plain = query.queryType === 'postgrest' ? readRaw(query.path).query : query;
    if (!plain) {
      return { reason: 'Mend the request first: a metric counts the rows that it finds.' };
    }
    const rows = toSql(rowsOf({ ...plain, schema: query.schema }), query.schema ?? schema);
    const name = plain.queryType === 'table' ? plain.table : plain.function;
    return { ...countMetric(name, rows), remarks: remarksOn(plain, rows) };
  } catch (thrown) {
    if (thrown instanceof Fault) {
      return { reason: thrown.message };
    }
    throw thrown;
  }
}

type Plain = Exclude<RowsQuery, { queryType: 'postgrest' }>;

/** The rows themselves, all of them: not their sums, their order or the first few. */
function rowsOf(query: Plain): Plain {
  if (query.queryType === 'rpc') {
    return query;
  }
  const { timeColumn: _, bucket: __, limit: ___, count: ____, aggregateIn: _____, ...rows } = query;
  return { ...rows, columns: [], aggregates: [], order: [] };
}

function remarksOn(query: Plain, rows: string): string[] {
  return [
    ...(query.queryType === 'table' && query.timeColumn
      ? [`It counts rows of all times: add a condition such as ${query.timeColumn} > now() - interval '1 hour'.`]
      : []),
    ...(/\$\{?\w|\[\[/.test(rows) ? ['Replace the dashboard’s variables in it.'] : []),
  ];
}
