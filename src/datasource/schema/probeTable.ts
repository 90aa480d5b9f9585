import { tableQuery } from '../query/tableQuery';
import { toPath, toPostgrest } from '../query/toPostgrest';
import { parseErrorBody } from '../transport/errorBody';
import { asFault, type Fault } from '../transport/Fault';
import { parseBody } from '../transport/readBody';
import { toFault } from '../transport/toFault';
import type { DiscoveryContext } from './Discovery';
import { fieldsOf, listOf } from './jsonFields';
import type { ColumnInfo, TableInfo } from './Schema';

/** What a typed name turned out to be. */
export interface Probe {
  /** The table is there. Without columns: no row can be seen that would show them. */
  table?: TableInfo;
  /** Names near to the typed one, as the server proposes them. */
  suggestions: string[];
  /** Why it cannot be told. */
  problem?: Fault;
}

/**
 * Asks for one row of a table that nothing lists, to learn its columns. Never rejects. A server that does not know the
 * name may propose others: https://docs.postgrest.org/en/v13/references/errors.html#pgrst205
 */
export async function probeTable(
  { baseUrl, send, settings }: DiscoveryContext,
  schema: string,
  table: string
): Promise<Probe> {
  try {
    const query = tableQuery({ schema, table, columns: [], order: [] });
    const { path, searchParams, headers } = toPostgrest(query, { range: { from: 0, to: 0 }, schema });
    const url = `${baseUrl}/${toPath({ path, searchParams: [...searchParams, ['limit', '1']] })}`;
    const response = await send({ method: 'GET', url, headers }, new AbortController().signal);
    if (response.status >= 400) {
      const suggestions = namesIn(parseErrorBody(response.text)?.hint, schema);
      return { suggestions, problem: toFault(response, settings) };
    }
    const [row] = listOf(parseBody(response, settings));
    const columns = Object.entries(fieldsOf(row)).map(([name, value]): ColumnInfo => ({
      name,
      type: guessType(value),
    }));
    return { table: { schema, name: table, columns, primaryKey: [], isGuess: true }, suggestions: [] };
  } catch (thrown) {
    return { suggestions: [], problem: asFault(thrown) };
  }
}

/** The names between quotes in a hint, without the schema when it is the one that was asked. */
function namesIn(hint: string | undefined, schema: string): string[] {
  const quoted = [...(hint ?? '').matchAll(/'([^']+)'/g)].map(([, name]) => name);
  return quoted.map((name) => (name.startsWith(`${schema}.`) ? name.slice(schema.length + 1) : name));
}

/** A type by which operators can be offered; empty, so that all are, where a value does not tell. */
function guessType(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return 'numeric';
    case 'boolean':
      return 'boolean';
    case 'string':
      return guessText(value);
    default:
      return value !== null && typeof value === 'object' && !Array.isArray(value) ? 'jsonb' : '';
  }
}

function guessText(value: string): string {
  if (/^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d(:?\d\d)?|Z)$/.test(value)) {
    return 'timestamp with time zone';
  }
  if (/^\d{4,}-\d\d-\d\d$/.test(value)) {
    return 'date';
  }
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? 'uuid' : '';
}
