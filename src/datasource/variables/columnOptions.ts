import type { PanelData, SelectableValue } from '@grafana/data';
import { toPlainQuery } from '../answer/toPlainQuery';
import type { ScrapewatchQuery } from '../query/model';
import { presets } from '../query/presets';
import type { Column } from '../query/columnTypes';
import type { Schema } from '../schema/Schema';

export interface Known {
  discovered: Schema | undefined;
  schemas: string[];
  data?: PanelData;
}

/** The columns that a query's rows will have, to choose from: those of the last answer, else those that are known. */
export function columnOptions(query: ScrapewatchQuery, known: Known): Array<SelectableValue<string>> {
  const fields =
    known.data?.series.filter((frame) => frame.refId === query.refId).flatMap((frame) => frame.fields) ?? [];
  const names: Column[] = fields.length > 0 ? fields.map(({ name }) => ({ name })) : knownColumns(query, known);
  const unique = new Map(names.map((column) => [column.name, column]));
  return [...unique.values()].map(({ name, type }) => ({ label: name, value: name, description: type }));
}

function knownColumns(query: ScrapewatchQuery, { discovered, schemas }: Known): Column[] {
  if (query.queryType === 'prometheus') {
    return [];
  }
  if (query.queryType === 'preset') {
    return presets[query.preset].columns;
  }
  const plain = toPlainQuery(query);
  const schema = plain.schema || schemas[0];
  if (plain.queryType === 'rpc') {
    return discovered?.functions.find((each) => each.schema === schema && each.name === plain.function)?.returns ?? [];
  }
  const table = plain.queryType === 'table' ? plain.table : plain.path.split('?')[0];
  const columns = discovered?.tables.find((each) => each.schema === schema && each.name === table)?.columns ?? [];
  const selected = plain.queryType === 'table' ? plain.columns.map(({ column, alias }) => alias || column) : [];
  const chosen = selected.filter((name) => !columns.some((column) => column.name === name)).map((name) => ({ name }));
  return selected.length > 0 ? [...columns.filter(({ name }) => selected.includes(name)), ...chosen] : columns;
}
