import type { SelectedColumn } from '../../query/model';
import { placeLabel } from '../fields/place';

/** A column as PostgREST writes it: `total:payload->>amount::numeric`. */
export function columnText(column: SelectedColumn): string {
  return `${column.alias ? `${column.alias}:` : ''}${placeLabel(column)}${column.cast ? `::${column.cast}` : ''}`;
}
