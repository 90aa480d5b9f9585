import { isTimestamp, parseTimestamp } from './parseTimestamp';
import { NumberReader } from './NumberReader';
import { isSame, SameAsBefore } from './SameAsBefore';
import { scanValue } from './scanValue';
import { longestSeen, SeenTexts } from './SeenTexts';
import { byteLength, unitLength, type TextWindow } from './TextWindow';
import { UtcReader } from './UtcReader';

export const isTime = 1;
/** Only nulls so far: the first text decides. */
export const undecided = 2;
export const isText = 4;
export const isNumber = 8;
const isOther = 16;

/** What every row looks like. */
export interface Shape {
  /** Each key as it is written, with the brace or comma before it and the colon after it. */
  keys: string[];
  /** For each column 0, `isTime` or `undecided`. */
  times: Uint8Array;
  /** Which kinds of values a column held, added up of `isTime`, `isText` and so on; null is none of them. */
  kinds: Uint8Array;
  columns: unknown[][];
}

const quote = 34;
const comma = 44;
const backslash = 92;
const closeList = 93;
const letterN = 110;
const closeObject = 125;
const zero = 48;
const nine = 57;
/** So many always fit a 32-bit integer, whose arithmetic is several times as fast as a double's. */
const smallDigits = 9;
/** Spreads the bits of a hash. */
const mix = 0x9e3779b1 | 0;
/** `null` as it is read at once. */
const nullWord = 0x6c6c756e;

/** Reads rows, one after the other, from a window of the text into columns. */
export class ColumnScanner {
  /** How many rows were read. */
  rows = 0;
  /** Where the row begins in the text that is read next, or was the last one. */
  rowAt = 0;
  private at = 0;
  /** Behind the row read last, in the text. */
  private endAt = 0;
  private readonly keySizes: Int32Array;
  private readonly keyDrifts: Int32Array;
  private readonly keyStarts: Int32Array;
  private readonly keyWords: DataView;
  private readonly seen: SeenTexts;
  /** One a column, because each knows the hour before. */
  private readonly utcs: UtcReader[];
  private readonly numbers: NumberReader;
  private readonly same: SameAsBefore;

  constructor(
    private readonly window: TextWindow,
    private readonly shape: Shape
  ) {
    const { keys } = shape;
    this.keySizes = Int32Array.from(keys, byteLength);
    this.keyDrifts = Int32Array.from(keys, (key) => byteLength(key) - key.length);
    this.keyStarts = Int32Array.from(this.keySizes, (_, c) => this.keySizes.slice(0, c).reduce((sum, n) => sum + n, 0));
    this.keyWords = new DataView(new TextEncoder().encode(keys.join('')).buffer);
    this.seen = new SeenTexts(window.text, keys.length);
    this.utcs = keys.map(() => new UtcReader(window));
    this.numbers = new NumberReader(window);
    this.same = new SameAsBefore(window, keys.length);
    this.rowAt = window.from;
  }

  /** Goes on with the window where it is now; it must begin at `rowAt`. */
  useWindow(): void {
    this.at = 0;
    this.same.forget();
  }

  /**
   * Reads one row. What is common is written out in place: as methods that share a position it took half as long again. Each
   * kind of value has a store of its own, so that arrays of one kind stay so. Positions are bytes of the window; `drift`
   * says how far they are ahead of the text's.
   * @returns false when the row is not whole in the window, or not written as PostgREST writes rows
   * @throws ScanError or SyntaxError at a value that is none
   */
  scanRow(): boolean {
    const { keySizes, keyDrifts, keyStarts, keyWords, seen, utcs, numbers, same } = this;
    const { text, codes, words, size } = this.window;
    const { times, columns, kinds } = this.shape;
    const width = columns.length;
    const row = this.rows;
    let at = this.at;
    let drift = at - this.rowAt;
    for (let c = 0; c < width; c++) {
      const column = columns[c];
      if (same.isNext(c, at)) {
        column[row] = same.value;
        at = same.end;
        drift += keyDrifts[c];
        continue;
      }
      const keyAt = at;
      const keySize = keySizes[c];
      if (at + keySize >= size || !isSame(words, at, keyWords, keyStarts[c], keySize)) {
        return false;
      }
      at += keySize;
      drift += keyDrifts[c];
      const code = codes[at];
      if (code === quote) {
        if (times[c] === isTime) {
          const utc = utcs[c];
          const time = utc.read(at + 1);
          if (!Number.isNaN(time)) {
            kinds[c] |= isTime;
            column[row] = time;
            at = utc.end;
            continue;
          }
        }
        // Four bytes at a time up to one that is a quote, a backslash or no ASCII.
        const begin = at + 1;
        let end = begin;
        let hash = 0;
        let word = words.getInt32(end, true);
        let found = findSpecial(word);
        while (found === 0 && end < size) {
          hash = Math.imul(hash ^ word, mix);
          end += 4;
          word = words.getInt32(end, true);
          found = findSpecial(word);
        }
        end += (31 - Math.clz32(found & -found)) >> 3;
        if (end >= size) {
          return false;
        }
        const length = end - begin;
        if (codes[end] === quote && times[c] === 0 && length <= longestSeen && seen.isWorth(c)) {
          const value = seen.get(c, words, begin, length, hash, begin - drift);
          kinds[c] |= isText;
          column[row] = value;
          at = end + 1;
          same.remember(c, keyAt, at, value);
          continue;
        }
        end = endOfText(codes, end, size);
        if (end >= size) {
          return false;
        }
        if (codes[end] === quote) {
          const unit = begin - drift;
          const units = codes[begin + length] === quote ? length : unitLength(codes, begin, end);
          const value = text.slice(unit, unit + units);
          if (times[c] === undecided) {
            times[c] = Number(isTimestamp(value));
          }
          const time = times[c] === isTime ? parseTimestamp(value) : null;
          if (time === null) {
            kinds[c] |= isText;
            column[row] = value;
          } else {
            kinds[c] |= isTime;
            column[row] = time;
          }
          drift += end - begin - units;
          at = end + 1;
          continue;
        }
      } else if (code === letterN && words.getInt32(at, true) === nullWord) {
        column[row] = null;
        at += 4;
        same.remember(c, keyAt, at, null);
        continue;
      } else {
        kinds[c] |= isNumber;
        let end = at;
        let whole = 0;
        let next = code;
        while (next >= zero && next <= nine && end < at + smallDigits) {
          whole = (whole * 10 + next - zero) | 0;
          next = codes[++end];
        }
        if (
          end > at &&
          (next === comma || next === closeObject) &&
          (code !== zero || (whole === 0 && end === at + 1))
        ) {
          column[row] = whole;
          at = end;
          continue;
        }
        const number = numbers.read(at);
        if (!Number.isNaN(number)) {
          column[row] = number;
          at = numbers.end;
          continue;
        }
      }
      const unit = at - drift;
      const { value, end } = scanValue(text, unit);
      const time = times[c] === isTime && typeof value === 'string' ? parseTimestamp(value) : null;
      column[row] = time ?? value;
      kinds[c] |= isOther;
      at += byteLength(text.slice(unit, end));
      drift = at - end;
    }
    if (at + 1 >= size || codes[at] !== closeObject) {
      return false;
    }
    this.rows = row + 1;
    this.at = at + 1;
    this.endAt = this.at - drift;
    return true;
  }

  /** Goes to the next row, if there is one: false at the end of the list, undefined when neither is there. */
  next(): boolean | undefined {
    const { codes, size, text } = this.window;
    const code = codes[this.at];
    if (code === comma) {
      const at = afterBlanks(codes, this.at + 1, size);
      this.rowAt = this.endAt + (at - this.at);
      this.at = at;
      return true;
    }
    return code === closeList && text.slice(this.endAt + 1).trim() === '' ? false : undefined;
  }
}

/** The lowest bit set is the highest one of the first byte that is a quote, a backslash or no ASCII; 0: there is none. */
function findSpecial(word: number): number {
  // A byte less one borrows from its highest bit only when it is 0: http://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
  const quotes = word ^ 0x22222222;
  const backslashes = word ^ 0x5c5c5c5c;
  return (((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes) | word) & 0x80808080;
}

/** Where the first quote or backslash stands. */
function endOfText(codes: Uint8Array, start: number, size: number): number {
  let at = start;
  while (at < size && codes[at] !== quote && codes[at] !== backslash) {
    at++;
  }
  return at;
}

function afterBlanks(codes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(codes[at])) {
    at++;
  }
  return at;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}
