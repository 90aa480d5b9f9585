import type { FilterGroup, FilterNode } from '../model';
import { readCondition } from './readCondition';
import type { Scanner } from './Scanner';

/** `(a.eq.1,or(b.gt.2,not.and(…)))` after the word `or` or `and`. */
export function readTree(scanner: Scanner, match: FilterGroup['match'], negate: boolean): FilterGroup {
  scanner.space();
  scanner.expect('(', 'before conditions');
  const filters: FilterNode[] = [];
  do {
    scanner.space();
    filters.push(readBranch(scanner));
    scanner.space();
  } while (scanner.skip(','));
  scanner.expect(')', 'after conditions');
  scanner.space();
  return { match, ...(negate ? { negate } : {}), filters };
}

function readBranch(scanner: Scanner): FilterNode {
  const word = scanner.take(/(not\.)?(and|or)(?=\s*\()/y);
  if (word !== undefined) {
    return readTree(scanner, word.endsWith('or') ? 'any' : 'all', word.startsWith('not.'));
  }
  const place = scanner.place();
  scanner.expect('.', 'and an operator after the column');
  return { ...place, ...readCondition(scanner, true) };
}
