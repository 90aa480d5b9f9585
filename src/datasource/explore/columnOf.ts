import { bodyNames } from '../frames/toLogs';
import { toPlainQuery } from '../answer/toPlainQuery';
import type { Column } from '../query/columnTypes';
import type { ScrapewatchQuery } from '../query/model';
import { parseQuery } from '../query/parseQuery';
import { presets } from '../query/presets';
import { columnNames, idColumn, severityColumn } from './logsQuery';

/** The column behind a field of an answer: log lines have their text, level and id under names of their own. */
export function columnOf(
  field: string,
  saved: ScrapewatchQuery,
  knownColumns: (schema: string | undefined, table: string) => Column[] | undefined
): string {
  const parsed = parseQuery(saved);
  if (!parsed.ok || parsed.query.queryType === 'prometheus') {
    return field;
  }
  const plain = toPlainQuery(parsed.query);
  const known = plain.queryType === 'table' ? knownColumns(plain.schema, plain.table) : undefined;
  const names =
    parsed.query.queryType === 'preset'
      ? presets[parsed.query.preset].columns.map(({ name }) => name)
      : plain.queryType === 'table' && columnNames(plain, known);
  if (plain.format !== 'logs' || !names || names.includes(field)) {
    return field;
  }
  const others: Record<string, string | undefined> = {
    severity: severityColumn(names),
    level: severityColumn(names),
    id: idColumn(names),
    body: bodyNames.find((name) => names.includes(name)),
  };
  return others[field] ?? field;
}
