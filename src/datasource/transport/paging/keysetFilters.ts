import { columnName, keyName, quote } from '../../query/request/names';
import type { PageKey } from './PagePlan';

/** What the last row read holds in the keys, as the server wrote it. */
export type Cursor = Array<string | null>;

/**
 * The filters that leave the rows after a cursor, in the order of the keys; `inclusive`: those equal to it too.
 * `(a, b) > (x, y)` is spelled with `or` and `and`, which PostgREST has, and a bare comparison of the first key lets an
 * index be used. https://docs.postgrest.org/en/v13/references/api/tables_views.html#logical-operators
 */
export function keysetFilters(keys: PageKey[], cursor: Cursor, inclusive = false): Array<[string, string]> {
  const [key] = keys;
  const [value] = cursor;
  const hasBound = value !== null && key.isNotNull;
  const isAlone = keys.length === 1 && hasBound;
  const bound: Array<[string, string]> = hasBound
    ? [[keyName(key.column), `${comparison(key, inclusive || !isAlone)}.${value}`]]
    : [];
  if (isAlone) {
    return bound;
  }
  const branches = after(keys, cursor, inclusive);
  // Nothing comes after: a condition that no row meets.
  return [...bound, ['or', `(${branches.length > 0 ? branches.join(',') : nothing(key)})`]];
}

function after([key, ...others]: PageKey[], [value, ...values]: Cursor, inclusive: boolean): string[] {
  const beyond = beyondValue(key, value);
  const equal = equalTo(key, value);
  if (others.length === 0) {
    return inclusive ? [...beyond, equal] : beyond;
  }
  const rest = after(others, values, inclusive);
  return rest.length === 0 ? beyond : [...beyond, `and(${equal},or(${rest.join(',')}))`];
}

function beyondValue(key: PageKey, value: string | null): string[] {
  const name = columnName(key.column);
  if (value === null) {
    return key.nulls === 'first' ? [`${name}.not.is.null`] : [];
  }
  const compared = `${name}.${comparison(key, false)}.${quote(value)}`;
  return key.nulls === 'last' && !key.isNotNull ? [compared, `${name}.is.null`] : [compared];
}

function equalTo(key: PageKey, value: string | null): string {
  const name = columnName(key.column);
  return value === null ? `${name}.is.null` : `${name}.eq.${quote(value)}`;
}

function comparison({ direction }: PageKey, inclusive: boolean): string {
  return `${direction === 'asc' ? 'gt' : 'lt'}${inclusive ? 'e' : ''}`;
}

function nothing(key: PageKey): string {
  const name = columnName(key.column);
  return `and(${name}.is.null,${name}.not.is.null)`;
}
