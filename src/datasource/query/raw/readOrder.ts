import type { Order, Place } from '../model';
import type { Scanner } from './Scanner';

/** `a.desc.nullslast,clients(name)` */
export function readOrder(scanner: Scanner): Order[] {
  const terms: Order[] = [];
  do {
    scanner.space();
    terms.push(readTerm(scanner));
    scanner.space();
  } while (scanner.skip(','));
  scanner.expectEnd();
  return terms;
}

function readTerm(scanner: Scanner): Order {
  const place = scanner.place();
  const isEmbed = place.path === undefined && scanner.skip('(');
  const own = isEmbed ? { ...readColumnOf(scanner, place.column), embed: place.column } : place;
  const direction = scanner.take(/\.(asc|desc)(?=[.,\s]|$)/y) === '.desc' ? 'desc' : 'asc';
  const nulls = scanner.take(/\.nulls(first|last)(?=[,\s]|$)/y);
  scanner.space();
  if (!scanner.isAtEnd && !scanner.sees(',')) {
    scanner.fail('Expected .asc or .desc, then .nullsfirst or .nullslast, then a comma');
  }
  return { ...own, direction, ...(nulls ? { nulls: nulls === '.nullsfirst' ? 'first' : 'last' } : {}) };
}

function readColumnOf(scanner: Scanner, embed: string): Place {
  scanner.marks.pop();
  scanner.scope.push(embed);
  const place = scanner.place();
  scanner.scope.pop();
  scanner.expect(')', 'after the column of the embed');
  return place;
}
