/** Thrown for text that is not written as PostgREST writes rows. */
export class ScanError extends Error {}

/** True for what scanning throws at text that it leaves to JSON.parse. */
export function isScanError(thrown: unknown): boolean {
  return thrown instanceof ScanError || thrown instanceof SyntaxError;
}

const quote = 34;
const backslash = 92;
const colon = 58;
const openers = new Set([91, 123]);
const closers = new Set([93, 125]);

/** The key that begins at `start`; `end` is after its colon. */
export function scanName(text: string, start: number): { name: string; end: number } {
  const { value, end } = scanValue(text, start);
  if (typeof value !== 'string' || text.charCodeAt(start) !== quote || text.charCodeAt(end) !== colon) {
    throw new ScanError();
  }
  return { name: value, end: end + 1 };
}

/** Any JSON value that begins at `start`; whole numbers too large for a double come as text, digit by digit. */
export function scanValue(text: string, start: number): { value: unknown; end: number } {
  const code = text.charCodeAt(start);
  if (code === quote) {
    const end = endOfString(text, start + 1) + 1;
    return { value: JSON.parse(text.slice(start, end)), end };
  }
  if (openers.has(code)) {
    const end = endOfNested(text, start);
    return { value: JSON.parse(withExactNumbers(text.slice(start, end))), end };
  }
  const scalar = /[-+.\w]+/y;
  scalar.lastIndex = start;
  const written = scalar.exec(text)?.[0] ?? '';
  const value: unknown = JSON.parse(written);
  const isLarge = typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return { value: isLarge && /^-?\d+(\.\d+)?$/.test(written) ? written : value, end: start + written.length };
}

/** JSON in which whole numbers too large for a double are texts. */
export function withExactNumbers(json: string): string {
  return /\d{16}/.test(json) ? json.replace(/"(?:\\.|[^"\\])*"|-?\d[\d.eE+-]*/gs, quoteLarge) : json;
}

function quoteLarge(token: string): string {
  return /^-?\d+(\.\d+)?$/.test(token) && Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER ? `"${token}"` : token;
}

function endOfNested(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const code = text.charCodeAt(at);
    if (Number.isNaN(code)) {
      throw new ScanError();
    }
    depth += openers.has(code) ? 1 : 0;
    depth -= closers.has(code) ? 1 : 0;
    at = code === quote ? endOfString(text, at + 1) + 1 : at + 1;
  } while (depth > 0);
  return at;
}

/** Where the closing quote of the text from `start` stands. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end >= 0 && isEscaped(text, start, end)) {
    end = text.indexOf('"', end + 1);
  }
  if (end < 0) {
    throw new ScanError();
  }
  return end;
}

function isEscaped(text: string, start: number, at: number): boolean {
  let before = at - 1;
  while (before >= start && text.charCodeAt(before) === backslash) {
    before--;
  }
  return (at - before) % 2 === 0;
}
