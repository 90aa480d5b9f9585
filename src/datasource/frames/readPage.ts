import type { Kind } from '../query/columnTypes';
import type { Page } from './Page';
import { scanRows } from './scanRows';
import { withExactNumbers } from './scanValue';
import { toColumns } from './toColumns';
import { toRows } from './toRows';

/** What is known of a column before its values are seen. */
export type KindOf = (column: string) => Kind | undefined;

/**
 * The rows of an answer's text; bare values become rows with the single column `valueName`. Throws a SyntaxError when the
 * text is not JSON, and a Fault when it holds no rows.
 */
export function readPage(text: string, valueName: string, kindOf: KindOf = () => undefined): Page {
  return scanRows(text, kindOf) ?? toColumns(toRows(JSON.parse(withExactNumbers(text)), valueName));
}
