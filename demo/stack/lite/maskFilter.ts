type Mask = (value: string) => string;

const filter = /^(not\.)?([a-z]+)(\([^)]*\))?\.(.*)$/s;
const comparesOneValue = new Set([
  ...['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'match', 'imatch', 'isdistinct', 'like', 'ilike'],
  ...['cs', 'cd', 'ov', 'sl', 'sr', 'nxr', 'nxl', 'adj', 'fts', 'plfts', 'phfts', 'wfts'],
]);

/** Masks the value of `op.value` or `not.op.value` as it stands after `column=`; `is` stays as it is. */
export function maskFilter(text: string, mask: Mask): string {
  const [, not = '', operator = '', modifier = '', value = ''] = filter.exec(text) ?? [];
  if (comparesOneValue.has(operator)) {
    return `${not}${operator}${modifier}.${maskOne(operator, modifier, value, mask)}`; // quotes have no meaning here
  }
  if (operator === 'in') {
    const reader = new Reader(value);
    const list = reader.list(mask);
    return list !== undefined && reader.isAtEnd() ? `${not}in.${list}` : text;
  }
  return text;
}

/** Masks the values in `(a.eq.1,or(b.in.(2,"x,y"),not.and(…)))`; returns what it cannot read as it is, for Lite to refuse. */
export function maskTree(text: string, mask: Mask, maskName: Mask): string {
  const reader = new Reader(text, maskName);
  const masked = reader.tree(mask);
  return masked !== undefined && reader.isAtEnd() ? masked : text;
}

/** Masks the names between quotes in a selection, an order or a filter's key. */
export function maskNames(text: string, mask: Mask): string {
  return text.replace(/"((?:\\.|[^"\\])*)"/gs, (_, name: string) => mask(name.replace(/\\(.)/gs, '$1')));
}

/** One placeholder for a value; after `(any)` and `(all)` Lite wants a list, which `unmask` turns into the literal that came. */
function maskOne(operator: string, modifier: string, value: string, mask: Mask): string {
  const placeholder = mask(operator.endsWith('like') ? value.replaceAll('*', '%') : value);
  return modifier === '(any)' || modifier === '(all)' ? `{literal_${placeholder}}` : placeholder;
}

/** A reader of PostgREST's logic trees and lists; each method returns undefined where the text is something else. */
class Reader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly maskName: Mask = (name) => name
  ) {}

  isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  tree(mask: Mask): string | undefined {
    return this.parenthesised(() => this.branch(mask));
  }

  list(mask: Mask): string | undefined {
    return this.parenthesised(() => {
      const element = this.quoted() ?? this.take(/[^,)]*/y);
      return element === undefined ? undefined : mask(element);
    });
  }

  private branch(mask: Mask): string | undefined {
    this.take(/\s+/y);
    const combine = this.take(/(not\.)?(and|or)(?=\()/y);
    if (combine !== undefined) {
      const inner = this.tree(mask);
      return inner === undefined ? undefined : combine + inner;
    }
    const column = this.take(/("(\\.|[^"\\])*"|[^.,()"])+\./y);
    const operator = column && this.take(/(not\.)?[a-z]+(\([^)]*\))?\./y);
    if (!operator) {
      return undefined;
    }
    const [, name = '', modifier = ''] = /([a-z]+)(\([^)]*\))?\.$/.exec(operator) ?? [];
    const value = this.value(name, modifier, mask);
    return value === undefined ? undefined : maskNames(column, this.maskName) + operator + value;
  }

  private value(operator: string, modifier: string, mask: Mask): string | undefined {
    if (operator === 'in') {
      return this.list(mask);
    }
    if (!comparesOneValue.has(operator)) {
      return this.take(/\{[^}]*\}|[^,)]*/y);
    }
    const value = this.quoted() ?? this.take(/\{[^}]*\}/y) ?? this.take(/[^,)]*/y);
    return value === undefined ? undefined : maskOne(operator, modifier, value, mask);
  }

  /** `"…"` with `\` escapes, directly followed by the end of its element. */
  private quoted(): string | undefined {
    const text = this.take(/"(\\.|[^"\\])*"(?=[,)])/sy);
    return text?.slice(1, -1).replace(/\\(.)/gs, '$1');
  }

  private parenthesised(item: () => string | undefined): string | undefined {
    if (this.take(/\(/y) === undefined) {
      return undefined;
    }
    const items: string[] = [];
    do {
      const next = item();
      if (next === undefined) {
        return undefined;
      }
      items.push(next);
    } while (this.take(/,/y) !== undefined);
    return this.take(/\)/y) === undefined ? undefined : `(${items.join(',')})`;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) {
      return undefined;
    }
    this.at += match[0].length;
    return match[0];
  }
}
