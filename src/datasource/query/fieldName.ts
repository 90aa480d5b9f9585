import type { Aggregate, SelectedColumn } from './model';
import { fromPathKey, isPosition } from './request/names';

/** The name that a selected column has in the answer: its alias, else the last key of its path, else its own. */
export function fieldName({ column, path = [], alias }: SelectedColumn): string {
  const lastKey = path.findLast((key) => !isPosition(key));
  return alias || (lastKey === undefined ? column : fromPathKey(lastKey));
}

/** The name that an aggregate has in the answer: its alias, else that of its function. */
export function aggregateName({ alias, function: name }: Aggregate): string {
  return alias || name;
}
