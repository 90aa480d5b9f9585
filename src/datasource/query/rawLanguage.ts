import type { RowsQuery } from './model';
import { references } from './references';

type RawLanguage = typeof import('./raw/interpolateRaw');

let loaded: RawLanguage | undefined;

/** PostgREST's grammar, which only a request written by hand with variables in it needs: undefined until it is loaded. */
export function rawLanguage(): RawLanguage | undefined {
  return loaded;
}

/** Loads what `interpolate` needs for this query; for most there is nothing to wait for. */
export async function loadRawLanguage(query: RowsQuery): Promise<void> {
  if (loaded === undefined && query.queryType === 'postgrest' && query.path.search(references) >= 0) {
    loaded = await import('./raw/interpolateRaw');
  }
}
