/** In bytes: texts longer than this rarely come again, and take long to compare. */
export const longestSeen = 31;

/** Spread over the columns of an answer; a power of two. */
const slots = 2048;
/** Of four bytes, the last of them not full. */
const wordsOfSlot = 8;
/** A column that had so many more new texts than known ones is not looked up any more. */
const patience = 64;

/**
 * The texts that an answer holds again and again, such as a status, so that each is one string: no memory is asked for the
 * copies, and none is cleaned up after them. JSON.parse does the same for short texts.
 */
export class SeenTexts {
  private readonly texts: string[] = [];
  private readonly lengths = new Int8Array(slots).fill(-1);
  private readonly words = new Int32Array(slots * wordsOfSlot);
  private readonly patience: Int32Array;

  constructor(
    private readonly text: string,
    columns: number
  ) {
    this.patience = new Int32Array(columns).fill(patience);
    for (let slot = 0; slot < slots; slot++) {
      this.texts.push('');
    }
  }

  /** True while looking the texts of a column up is worth it. */
  isWorth(column: number): boolean {
    return this.patience[column] > 0;
  }

  /**
   * A text of at most `longestSeen` ASCII characters.
   * @param window the bytes that hold it from `start` on
   * @param hash of its whole words
   * @param unit where it stands in the text of the answer
   */
  get(column: number, window: DataView, start: number, length: number, hash: number, unit: number): string {
    const whole = length & ~3;
    const rest = window.getInt32(start + whole, true) & ((1 << ((length - whole) * 8)) - 1);
    const mixed = Math.imul(hash ^ rest ^ length, 0x85ebca6b);
    const slot = (mixed ^ (mixed >>> 15)) & (slots - 1);
    if (this.lengths[slot] === length && this.holds(slot, window, start, whole, rest)) {
      if (this.patience[column] < patience) {
        this.patience[column]++;
      }
      return this.texts[slot];
    }
    this.patience[column]--;
    const text = this.text.slice(unit, unit + length);
    this.texts[slot] = text;
    this.lengths[slot] = length;
    for (let i = 0; i < whole; i += 4) {
      this.words[slot * wordsOfSlot + (i >> 2)] = window.getInt32(start + i, true);
    }
    this.words[slot * wordsOfSlot + (whole >> 2)] = rest;
    return text;
  }

  /** True when the slot holds the words from `start` on and then the `rest`. */
  private holds(slot: number, window: DataView, start: number, whole: number, rest: number): boolean {
    const { words } = this;
    const own = slot * wordsOfSlot;
    for (let i = 0; i < whole; i += 4) {
      if (words[own + (i >> 2)] !== window.getInt32(start + i, true)) {
        return false;
      }
    }
    return words[own + (whole >> 2)] === rest;
  }
}
