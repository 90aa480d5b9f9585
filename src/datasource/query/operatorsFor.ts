import { operators, type FilterOperator } from './operators';
import { typeClass } from './typeClass';

const all = Object.keys(operators) as FilterOperator[];

/**
 * The operators that fit a column's type, in the order in which an editor lists them; every one for a type that is not
 * known. A place with a path has the type `text`, or `jsonb` when it stays json; a column with labels may be called `enum`.
 */
export function operatorsFor(type: string | undefined): FilterOperator[] {
  if (type === undefined || type.trim() === '') {
    return all;
  }
  const found = typeClass(type);
  return all.filter((name) => operators[name].fits(found));
}
