import { isPosition, toPathKey } from '../request/names';
import type { Place } from '../model';
import { placeholderChars, type Piece } from './Source';

/** Thrown where a text is not what PostgREST's grammar takes, or (`isLoss`) not what a query of the builder can hold. */
export class Mistake extends Error {
  constructor(
    message: string,
    readonly from: number,
    readonly to: number,
    readonly isLoss = false
  ) {
    super(message);
  }
}

/** A name that was read and where it stands; `scope` names the embeds, from the outermost on, whose it is. */
export interface Mark {
  kind: 'column' | 'relation';
  name: string;
  scope: string[];
  from: number;
  to: number;
}

const identifier = `[\\p{L}0-9_ $${placeholderChars}]+`;
const bareName = new RegExp(`${identifier}(?:-(?!>)${identifier})*`, 'uy');
const typeName = new RegExp(identifier, 'uy');
const bareKey = /[^(\-:.,>)]+(?:-(?!>)[^(\-:.,>)]+)*/y;

/**
 * Reads a piece from left to right by PostgREST's grammar:
 * https://github.com/PostgREST/postgrest/blob/v13.0.7/src/PostgREST/ApiRequest/QueryParams.hs
 */
export class Scanner {
  at = 0;
  /** The names read so far. */
  readonly marks: Mark[] = [];
  /** The embeds within which is being read. */
  scope: string[] = [];

  constructor(private readonly piece: Piece) {}

  mark(kind: Mark['kind'], name: string, from: number): void {
    const { offsets } = this.piece;
    this.marks.push({ kind, name, scope: [...this.scope], from: offsets[from], to: offsets[this.at] });
  }

  get isAtEnd(): boolean {
    return this.at === this.piece.text.length;
  }

  /** What a pattern (sticky) matches here, passed over; undefined and nothing passed over where it does not. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.piece.text)?.[0];
    if (match !== undefined) {
      this.at += match.length;
    }
    return match;
  }

  /** Passes a text over; false where something else stands. */
  skip(text: string): boolean {
    const isHere = this.piece.text.startsWith(text, this.at);
    if (isHere) {
      this.at += text.length;
    }
    return isHere;
  }

  sees(text: string): boolean {
    return this.piece.text.startsWith(text, this.at);
  }

  expect(text: string, what: string): void {
    if (!this.skip(text)) {
      this.fail(`Expected “${text}”${what && ` ${what}`}`);
    }
  }

  expectEnd(): void {
    if (!this.isAtEnd) {
      this.fail('Nothing may follow here', this.at, this.piece.text.length);
    }
  }

  space(): void {
    this.take(/[ \t]*/y);
  }

  /** The rest, passed over. */
  rest(): string {
    const { text } = this.piece;
    const found = text.slice(this.at);
    this.at = text.length;
    return found;
  }

  /** The mistake at a place, by default the next character. */
  fail(message: string, from = this.at, to = from + 1, isLoss = false): never {
    const { offsets } = this.piece;
    const start = offsets[Math.min(from, offsets.length - 1)];
    throw new Mistake(message, start, Math.max(offsets[Math.min(to, offsets.length - 1)], start), isLoss);
  }

  /** `"…"` with `\` before quotes and backslashes in it; undefined where none begins. */
  quoted(): string | undefined {
    const from = this.at;
    if (!this.sees('"')) {
      return undefined;
    }
    const text = this.take(/"(?:[^"\\]|\\.)*"/sy);
    return text === undefined
      ? this.fail('This quote is not closed', from, this.piece.text.length)
      : text.slice(1, -1).replace(/\\(.)/gs, '$1');
  }

  name(what: string): string {
    const from = this.at;
    const found = this.quoted() ?? trimmed(this.take(bareName));
    if (found === undefined || found === '') {
      this.at = from;
      return this.fail(`Expected ${what}; one with other signs than letters, digits, _ and - stands in double quotes`);
    }
    return found;
  }

  /** The name of a type or language, which cannot be quoted. */
  typeName(what: string): string {
    return trimmed(this.take(typeName)) || this.fail(`Expected ${what}`);
  }

  /** A column and the way into its json value. */
  place(what = 'the name of a column'): Place {
    this.space();
    const from = this.at;
    const column = this.name(what);
    this.mark('column', column, from);
    const { path, asJson } = this.path();
    this.space();
    return { column, ...(path.length === 0 ? {} : { path }), ...(asJson ? { asJson: true } : {}) };
  }

  path(): { path: string[]; asJson: boolean } {
    const path: string[] = [];
    let isText = false;
    while (this.sees('->')) {
      if (isText) {
        this.fail('->> gives text, so it can only be the last step', this.at, this.at + 2);
      }
      isText = this.skip('->>');
      if (!isText) {
        this.skip('->');
      }
      path.push(this.pathKey());
    }
    return { path, asJson: path.length > 0 && !isText };
  }

  private pathKey(): string {
    const position = this.take(/-?\d+(?=->|::|\.|,|$)/y);
    if (position !== undefined) {
      return position;
    }
    const quoted = this.quoted();
    if (quoted !== undefined) {
      return /^"-?\d+"$/.test(quoted)
        ? this.fail('The builder cannot name a key that is a number in quotes', this.at - quoted.length, this.at, true)
        : toPathKey(quoted);
    }
    const key = trimmed(this.take(bareKey)) || this.fail('Expected a key or a position in an array');
    return isPosition(key) ? toPathKey(key) : key;
  }
}

// PostgREST strips the identifiers on both sides of each dash.
function trimmed(text: string | undefined): string | undefined {
  return text
    ?.split('-')
    .map((part) => part.replace(/^\s+|\s+$/g, ''))
    .join('-');
}
