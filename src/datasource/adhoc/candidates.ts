import type { ColumnInfo, Schema, TableInfo } from '../schema/Schema';
import { toPlainQuery } from '../answer/toPlainQuery';
import type { Column } from '../query/columnTypes';
import { parseQuery } from '../query/parseQuery';
import { presets, presetSchema } from '../query/presets';

/** A table or preset whose columns ad-hoc filters may name. */
export interface Candidate {
  schema: string;
  table?: string;
  columns: Array<Column | ColumnInfo>;
}

/** Columns that the answers of presets share and that stand in these tables of ours, which are small. */
const dimensions: Array<[string, string]> = [
  ['system', 'scrapers'],
  ['environment', 'scrapers'],
  ['scraper', 'scrapers'],
  ['client', 'clients'],
];

/** Words of our contract, which need not be looked for among millions of rows. */
const words: Record<string, string[]> = {
  status: ['queued', 'processing', 'completed', 'failed', 'cancelled'],
  severity: ['critical', 'warning', 'info'],
};

/** The values that a column of ours can have, where no single table was asked about. */
export function knownWords(key: string, among: Candidate[]): string[] | undefined {
  const isOurs = among.some(({ schema, table }) => schema === presetSchema && table === undefined);
  return isOurs && Object.hasOwn(words, key) ? words[key] : undefined;
}

/**
 * What the dashboard's queries read, where Grafana tells which they are; everything that is known, where it does not or
 * where they read nothing that is known.
 */
export function candidates(queries: unknown[] | undefined, found: Schema, schemas: string[]): Candidate[] {
  const asked = (queries ?? []).flatMap((query) => candidatesOf(query, found, schemas));
  return asked.length > 0 ? asked : [...found.tables.map(toCandidate), ...(hasPresets(found) ? [scopeOf()] : [])];
}

/** Where the values of a column are to be looked for, the likeliest first. */
export function tablesWith(key: string, among: Candidate[], found: Schema): Array<{ schema: string; table: string }> {
  const own = dimensions.flatMap(([column, table]) => (column === key ? [{ schema: presetSchema, table }] : []));
  const isThere = own.filter(({ schema, table }) =>
    found.tables.some((each) => each.schema === schema && each.name === table)
  );
  const named = among.flatMap(({ schema, table, columns }) =>
    table !== undefined && columns.some(({ name }) => name === key) ? [{ schema, table }] : []
  );
  const anywhere = found.tables
    .filter(({ columns }) => columns.some(({ name }) => name === key))
    .map(({ schema, name }) => ({ schema, table: name }));
  const all = isThere.length > 0 ? isThere : [...named, ...anywhere];
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}

function candidatesOf(query: unknown, found: Schema, schemas: string[]): Candidate[] {
  const parsed = parseQuery(query);
  if (!parsed.ok || parsed.query.queryType === 'prometheus') {
    return [];
  }
  if (parsed.query.queryType === 'preset') {
    const { source, columns } = presets[parsed.query.preset];
    const table = 'table' in source ? source.table : undefined;
    return [{ schema: presetSchema, table, columns }, ...(table === undefined ? [scopeOf()] : [])];
  }
  const plain = toPlainQuery(parsed.query);
  const schema = plain.schema || schemas[0];
  if (plain.queryType === 'rpc') {
    const known = found.functions.find((each) => each.schema === schema && each.name === plain.function);
    return known ? [{ schema, columns: known.returns }] : [];
  }
  const name = plain.queryType === 'table' ? plain.table : plain.path.split('?')[0];
  return found.tables.filter((each) => each.schema === schema && each.name === name).map(toCandidate);
}

function toCandidate({ schema, name, columns }: TableInfo): Candidate {
  return { schema, table: name, columns };
}

/** What every preset can be asked for. */
function scopeOf(): Candidate {
  return {
    schema: presetSchema,
    columns: ['status', ...dimensions.map(([name]) => name)].map((name) => ({ name, type: 'text' })),
  };
}

function hasPresets({ tables, functions }: Schema): boolean {
  return [...tables, ...functions].some(({ schema }) => schema === presetSchema);
}
