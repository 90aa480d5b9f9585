import { aggregateFunctions, type Aggregate } from '../model';
import { isPosition } from '../request/names';
import type { EmbedHead, SelectItem } from '../request/Pair';
import { embedName } from '../request/toPairs';
import type { Scanner } from './Scanner';

/** The value of `select`: columns, aggregates and embeds. */
export function readSelect(scanner: Scanner): SelectItem[] {
  const items = readItems(scanner);
  scanner.expectEnd();
  return items;
}

function readItems(scanner: Scanner): SelectItem[] {
  scanner.space();
  if (scanner.isAtEnd || scanner.sees(')')) {
    return [];
  }
  const items: SelectItem[] = [];
  do {
    scanner.space();
    items.push(withoutGuard(readItem(scanner), scanner.sees(')')));
    scanner.space();
  } while (scanner.skip(','));
  return items;
}

/** Without the cast to its own type that keeps a position from being taken for a key before a bracket. */
function withoutGuard(item: SelectItem, isBeforeBracket: boolean): SelectItem {
  if (!isBeforeBracket || item.kind !== 'column' || !isPosition(item.column.path?.at(-1) ?? '')) {
    return item;
  }
  const { cast, ...column } = item.column;
  return cast === (column.asJson ? 'jsonb' : 'text') ? { kind: 'column', column } : item;
}

function readItem(scanner: Scanner): SelectItem {
  if (scanner.take(/\*(?=\s*([,)]|$))/y)) {
    return { kind: 'column', column: { column: '*' } };
  }
  if (scanner.skip('...')) {
    const from = scanner.at;
    const relation = scanner.name('the name of a relation');
    scanner.mark('relation', relation, from);
    return readEmbed(scanner, relation, { spread: true });
  }
  const alias = readAlias(scanner);
  if (scanner.take(/count\(\)/y)) {
    return { kind: 'aggregate', aggregate: { function: 'count', ...alias, ...readCast(scanner) } };
  }
  const from = scanner.at;
  const name = scanner.name('a column, an aggregate or an embed');
  if (scanner.sees('(') || scanner.sees('!')) {
    scanner.mark('relation', name, from);
    return readEmbed(scanner, name, alias);
  }
  scanner.at = from;
  return readColumn(scanner, alias);
}

function readAlias(scanner: Scanner): { alias?: string } {
  const from = scanner.at;
  if (scanner.sees('"') || scanner.take(/[^"!(),.:]+(?=:(?!:))/y)) {
    scanner.at = from;
    const alias = scanner.name('a name');
    if (!scanner.sees('::') && scanner.skip(':')) {
      return { alias };
    }
  }
  scanner.at = from;
  return {};
}

function readColumn(scanner: Scanner, alias: { alias?: string }): SelectItem {
  const place = scanner.place();
  const before = readCast(scanner);
  const name = readFunction(scanner);
  if (name === undefined) {
    expectItemEnd(scanner);
    return { kind: 'column', column: { ...place, ...alias, ...before } };
  }
  const isOwn = place.path !== undefined && (name === 'sum' || name === 'avg') && before.cast === 'numeric';
  const columnCast = before.cast && !isOwn ? { columnCast: before.cast } : {};
  const aggregate: Aggregate = { function: name, ...place, ...columnCast, ...alias, ...readCast(scanner) };
  expectItemEnd(scanner);
  return { kind: 'aggregate', aggregate };
}

function readFunction(scanner: Scanner): Aggregate['function'] | undefined {
  const from = scanner.at;
  if (!scanner.skip('.')) {
    return undefined;
  }
  const word = scanner.take(/[a-z]+(?=\(\))/y);
  const name = aggregateFunctions.find((each) => each === word);
  if (name === undefined) {
    return scanner.fail(`Expected one of ${aggregateFunctions.map((each) => `${each}()`).join(', ')}`, from + 1);
  }
  scanner.skip('()');
  return name;
}

function readCast(scanner: Scanner): { cast?: string } {
  return scanner.skip('::') ? { cast: scanner.typeName('the name of a type') } : {};
}

function readEmbed(scanner: Scanner, relation: string, own: Pick<EmbedHead, 'alias' | 'spread'>): SelectItem {
  const embed: EmbedHead = { relation, join: 'left', ...own };
  for (let count = 0; count < 2 && scanner.skip('!'); count++) {
    const join = scanner.take(/(left|inner)(?=[!(])/y);
    if (join === undefined) {
      embed.hint = scanner.name('the name of a foreign key, or left or inner');
    } else {
      embed.join = join === 'inner' ? 'inner' : 'left';
    }
  }
  scanner.expect('(', 'and the columns of the embed');
  scanner.scope.push(embedName(embed));
  const items = readItems(scanner);
  scanner.scope.pop();
  scanner.expect(')', 'after the columns of the embed');
  return { kind: 'embed', embed, items };
}

function expectItemEnd(scanner: Scanner): void {
  scanner.space();
  if (!scanner.isAtEnd && !scanner.sees(',') && !scanner.sees(')')) {
    scanner.fail('Expected a comma before the next column');
  }
}
