import { addDecimals, divideDecimal, parseDecimal, writeDecimal, type Decimal } from './Decimal';

/** A sum that loses no digit of whole or decimal numbers. Floats add up as floats, and beside them nothing is exact. */
export class ExactSum {
  count = 0;
  /** Small whole numbers, which are most, need no long arithmetic. */
  private whole = 0;
  private long: Decimal = { digits: 0n, scale: 0 };
  private float = 0;
  private lost = 0;
  private hasFloat = false;

  constructor(private readonly isFloat: boolean) {}

  /** Adds a number as a double or as text, digit by digit. Returns false for what is none. */
  add(value: unknown): boolean {
    if (typeof value === 'number' && !this.isFloat && Number.isSafeInteger(value)) {
      this.addWhole(value);
    } else if (typeof value === 'number' || (typeof value === 'string' && isNumber(value))) {
      this.addOther(value);
    } else {
      return false;
    }
    this.count++;
    return true;
  }

  /** A double where that is exact or nothing is, else text; null when nothing was added. */
  sum(): number | string | null {
    if (this.count === 0) {
      return null;
    }
    if (this.hasFloat) {
      return this.float + this.lost + this.whole + Number(writeDecimal(this.long));
    }
    const text = writeDecimal(this.all());
    const double = Number(text);
    return Math.abs(double) <= Number.MAX_SAFE_INTEGER ? double : text;
  }

  average(): number | null {
    if (this.count === 0) {
      return null;
    }
    return this.hasFloat ? Number(this.sum()) / this.count : divideDecimal(this.all(), this.count);
  }

  private all(): Decimal {
    return addDecimals(this.long, { digits: BigInt(this.whole), scale: 0 });
  }

  private addWhole(value: number): void {
    const sum = this.whole + value;
    if (Number.isSafeInteger(sum)) {
      this.whole = sum;
      return;
    }
    this.long = addDecimals(this.all(), { digits: BigInt(value), scale: 0 });
    this.whole = 0;
  }

  private addOther(value: number | string): void {
    const decimal = this.isFloat ? undefined : parseDecimal(String(value));
    if (decimal) {
      this.long = addDecimals(this.long, decimal);
      return;
    }
    this.hasFloat = true;
    const number = Number(value);
    const sum = this.float + number;
    // What a double's last digit cannot hold is added at the end. https://en.wikipedia.org/wiki/Kahan_summation_algorithm
    if (Number.isFinite(sum)) {
      this.lost += Math.abs(this.float) >= Math.abs(number) ? this.float - sum + number : number - sum + this.float;
    }
    this.float = sum;
  }
}

/** What numeric and float8 are written as where JSON has no number for it, and numbers digit by digit. */
export function isNumber(text: string): boolean {
  return text === 'NaN' || (text.trim() !== '' && !Number.isNaN(Number(text)));
}
