import { isScanError, scanName, ScanError, scanValue } from './scanValue';

/** A value as the server wrote it, digit by digit; undefined: it is a list or an object. */
export type Written = string | null | undefined;

/**
 * What the rows from the position `start` of a text on hold in some fields, as it is written there. Undefined when the text
 * is not written as PostgREST writes rows, or a row lacks a field.
 */
export function scanKeys(text: string, start: number, fields: string[]): Written[][] | undefined {
  try {
    const rows: Written[][] = [];
    for (let at = text.indexOf('{', start); at >= 0; at = text.indexOf('{', at)) {
      const row = scanRow(text, at, fields);
      rows.push(row.values);
      at = row.end;
    }
    return rows;
  } catch (thrown) {
    if (isScanError(thrown)) {
      return undefined;
    }
    throw thrown;
  }
}

const quote = 34;
const closeObject = 125;

function scanRow(text: string, start: number, fields: string[]): { values: Written[]; end: number } {
  const values = new Array<Written>(fields.length).fill(undefined);
  let missing = fields.length;
  let at = start;
  do {
    const { name, end } = scanName(text, at + 1);
    const scanned = scanValue(text, end);
    const position = fields.indexOf(name);
    if (position >= 0) {
      values[position] = toWritten(scanned.value, text, end, scanned.end);
      missing--;
    }
    at = scanned.end;
  } while (text.charCodeAt(at) !== closeObject);
  if (missing !== 0) {
    throw new ScanError();
  }
  return { values, end: at + 1 };
}

function toWritten(value: unknown, text: string, start: number, end: number): Written {
  if (value === null) {
    return null;
  }
  if (typeof value === 'object') {
    return undefined;
  }
  return text.charCodeAt(start) === quote ? String(value) : text.slice(start, end);
}
