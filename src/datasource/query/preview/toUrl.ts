import type { RowsQuery } from '../model';
import { timeVariables } from '../raw/toTableQuery';
import { writePair } from '../request/writePair';
import { toAsked, toPath } from '../toPostgrest';
import { rangePairs } from '../request/toPairs';

/**
 * The address that a query asks, everything percent-encoded: `https://PROJECT.supabase.co/rest/v1/runs?select=…`. Variables are
 * shown as they are written, and without a range so are its ends. Throws the Fault of what cannot be asked.
 */
export function toUrl(query: RowsQuery, range?: { from: number; to: number }, projectUrl = ''): string {
  const { isFunction, name, pairs } = toAsked(query, range ? rangePairs(range) : timeVariables);
  const path = `${isFunction ? 'rpc/' : ''}${encodeURIComponent(name)}`;
  return `${projectUrl.replace(/\/+$/, '')}/rest/v1/${toPath({ path, searchParams: pairs.map(writePair) })}`;
}
