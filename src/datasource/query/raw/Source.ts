import { references } from '../references';
import { isEncoded } from './encoding';

/** A piece of a text written by hand: its characters, decoded, and where each of them stands. */
export interface Piece {
  /** Each reference to a variable is one character of it, so that no sign inside a reference is taken for syntax. */
  text: string;
  /** The offset of each character in the whole text, and that of its end. */
  offsets: number[];
}

interface Token {
  text: string;
  from: number;
  isReference: boolean;
}

/** A request as it was typed or pasted, percent-encoded or not, in pieces that know where they stand. */
export class Source {
  private readonly tokens: Token[];
  private readonly isEncoded: boolean;
  private readonly written = new Map<string, string>();
  readonly name: Piece;
  readonly pairs: Array<{ key: Piece; value: Piece | undefined; from: number; to: number }> = [];

  /** `hasVariables`: text such as `$client` is a variable, not the text itself. */
  constructor(text: string, hasVariables: boolean) {
    this.tokens = tokens(text, hasVariables);
    this.isEncoded = isEncoded(this.tokens.map(({ text, isReference }) => (isReference ? '' : text)).join(''));
    const start = (/^\s*(GET\s+)?(https?:\/\/[^/?\s]+)?(\/?rest\/v1)?\/?/.exec(text)?.[0] ?? '').length;
    const first = this.tokens.findIndex(({ from }) => from >= start);
    const last = this.tokens.findLastIndex(({ text: char }) => !/\s/.test(char)) + 1;
    const [from, to] = first < 0 ? [this.tokens.length, this.tokens.length] : [first, Math.max(first, last)];
    const query = this.find('?', from, to);
    this.name = this.piece(from, query);
    for (let at = query + 1; at <= to;) {
      const end = this.find('&', at, to);
      if (end > at) {
        this.addPair(at, end);
      }
      at = end + 1;
    }
  }

  /** The text with every reference as it was written. */
  restore(text: string): string {
    return this.written.size === 0 ? text : Array.from(text, (char) => this.written.get(char) ?? char).join('');
  }

  /** True when a variable is referred to in a piece. */
  hasReference({ text }: Piece): boolean {
    return Array.from(text).some((char) => this.written.has(char));
  }

  private addPair(from: number, to: number): void {
    const equals = this.find('=', from, to);
    this.pairs.push({
      key: this.piece(from, equals),
      value: equals < to ? this.piece(equals + 1, to) : undefined,
      from: this.offset(from),
      to: this.offset(to),
    });
  }

  private find(char: string, from: number, to: number): number {
    let at = from;
    while (at < to && this.tokens[at].text !== char) {
      at++;
    }
    return at;
  }

  private offset(at: number): number {
    const last = this.tokens.at(-1);
    return this.tokens[at]?.from ?? (last ? last.from + last.text.length : 0);
  }

  private piece(from: number, to: number): Piece {
    let text = '';
    const offsets: number[] = [];
    const add = (chars: string, offset: number) => {
      text += chars;
      offsets.push(...Array.from({ length: chars.length }, () => offset));
    };
    for (let at = from; at < to; at++) {
      const token = this.tokens[at];
      if (token.isReference) {
        add(this.placeholder(token.text), token.from);
      } else if (this.isEncoded && token.text === '%') {
        const { chars, tokens } = this.decoded(at, to);
        add(chars, token.from);
        at += tokens - 1;
      } else {
        add(this.isEncoded && token.text === '+' ? ' ' : token.text, token.from);
      }
    }
    offsets.push(this.offset(to));
    return { text, offsets };
  }

  /** The one character that stands at `at`, which may be up to four escapes. */
  private decoded(at: number, to: number): { chars: string; tokens: number } {
    for (const length of [3, 6, 9, 12]) {
      const escapes = this.tokens.slice(at, Math.min(at + length, to)).map(({ text }) => text);
      try {
        return { chars: decodeURIComponent(escapes.join('')), tokens: length };
      } catch {
        // A character of several bytes: one escape more.
      }
    }
    return { chars: '%', tokens: 1 };
  }

  private placeholder(reference: string): string {
    for (let code = firstPrivate; ; code++) {
      const char = String.fromCharCode(code);
      if (!this.written.has(char) && !this.tokens.some(({ text }) => text === char)) {
        this.written.set(char, reference);
        return char;
      }
    }
  }
}

/** For private use, so a letter of no language: stands for a reference while a text is read. */
export const placeholderChars = '\\ue000-\\uf8ff';
const firstPrivate = 0xe000;

function tokens(text: string, hasVariables: boolean): Token[] {
  const found: Token[] = [];
  const plain = (from: number, to: number) => {
    for (let at = from; at < to; at++) {
      found.push({ text: text[at], from: at, isReference: false });
    }
  };
  let end = 0;
  for (const match of hasVariables ? text.matchAll(references) : []) {
    plain(end, match.index);
    found.push({ text: match[0], from: match.index, isReference: true });
    end = match.index + match[0].length;
  }
  plain(end, text.length);
  return found;
}
