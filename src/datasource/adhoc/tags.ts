import type { MetricFindValue } from '@grafana/data';
import type { AnswerContext } from '../answer';
import { tableQuery } from '../query/tableQuery';
import type { ColumnInfo, Schema } from '../schema/Schema';
import { isAbort } from '../transport/http';
import { readDistinct } from '../variables/readDistinct';
import { candidates, knownWords, tablesWith } from './candidates';

/** What Grafana tells of the dashboard; 10.1 tells nothing. */
export interface TagOptions {
  queries?: unknown[];
}

/** Only so many tables are looked into for the values of one column. */
const mostTables = 3;
/** More choices than this help nobody. */
const mostChoices = 1_000;

/** The columns that ad-hoc filters can name. */
export function tagKeys({ queries }: TagOptions, found: Schema, schemas: string[]): MetricFindValue[] {
  const names = candidates(queries, found, schemas).flatMap(({ columns }) => columns.map(({ name }) => name));
  return [...new Set(names)].sort((a, b) => a.localeCompare(b)).map((name) => ({ text: name, value: name }));
}

/**
 * The values of a column that ad-hoc filters can name: the labels of its enum, else what stands in the tables. A table that
 * cannot be read is passed over. Throws the Fault of the last one when none could.
 */
export async function tagValues(
  key: string,
  { queries }: TagOptions,
  found: Schema,
  context: AnswerContext
): Promise<MetricFindValue[]> {
  const { schemas } = context.settings;
  const among = candidates(queries, found, schemas);
  const ours = knownWords(key, among);
  if (ours) {
    return toChoices(ours);
  }
  const tables = tablesWith(key, among, found).slice(0, mostTables);
  const known = tables.flatMap(({ schema, table }) => {
    const info = found.tables.find((each) => each.schema === schema && each.name === table);
    return info?.columns.filter(({ name }) => name === key) ?? [];
  });
  const fixed = known.flatMap(fixedValues);
  if (fixed.length > 0) {
    return toChoices(fixed);
  }
  const values: string[] = [];
  let thrown: unknown;
  for (const { schema, table } of tables) {
    try {
      const query = tableQuery({ schema, table });
      values.push(...((await readDistinct(query, key, context)) ?? []));
    } catch (failure) {
      if (isAbort(failure)) {
        throw failure;
      }
      thrown = failure;
    }
  }
  if (values.length === 0 && thrown !== undefined) {
    throw thrown;
  }
  return toChoices(values);
}

function fixedValues({ type, values }: ColumnInfo): string[] {
  return values ?? (type === 'boolean' || type === 'bool' ? ['true', 'false'] : []);
}

function toChoices(values: string[]): MetricFindValue[] {
  return [...new Set(values)].slice(0, mostChoices).map((value) => ({ text: value, value }));
}
