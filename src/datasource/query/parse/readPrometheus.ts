import { Fault } from '../../transport/Fault';
import type { Join, PrometheusQuery, ScrapewatchQuery } from '../model';
import { present, readFields, readText, readWord, type Fields } from './readFields';

type Own = Omit<PrometheusQuery, 'refId' | 'version' | 'datasource' | 'hide' | 'key'>;

/** The own fields of a PromQL query; `readQuery` reads the rows that it is joined to. */
export function readPrometheus(fields: Fields, readQuery: (saved: unknown) => ScrapewatchQuery): Own {
  return {
    queryType: 'prometheus',
    expr: readText(fields.expr, 'expr'),
    ...(fields.instant === true ? { instant: true } : {}),
    ...(fields.join === undefined || fields.join === null ? {} : { join: readJoin(fields.join, readQuery) }),
  };
}

function readJoin(saved: unknown, readQuery: (saved: unknown) => ScrapewatchQuery): Join {
  const fields = readFields(saved, 'the join is not an object');
  const rows = readQuery(fields.rows);
  if (rows.queryType === 'prometheus') {
    throw new Fault('not-a-query', { detail: 'series are joined to rows, not to other series' });
  }
  return {
    rows,
    column: readText(fields.column, 'the join’s column'),
    label: readText(fields.label, 'the join’s label'),
    ...present('from', readText(fields.from, 'the join’s start')),
    ...present('to', readText(fields.to, 'the join’s end')),
    reduce: readWord(fields.reduce, ['last', 'avg', 'min', 'max', 'sum']) ?? 'last',
    ...present('as', readText(fields.as, 'the join’s name')),
  };
}
