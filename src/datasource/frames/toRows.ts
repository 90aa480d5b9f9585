import { Fault } from '../transport/Fault';

export type Row = Record<string, unknown>;

/**
 * The rows of a parsed answer: a table gives a list of objects, a function may also give one object, a list of bare
 * values or one bare value, which become rows with a single column `valueName`.
 */
export function toRows(body: unknown, valueName: string): Row[] {
  if (body === null || body === undefined) {
    return [];
  }
  if (!Array.isArray(body)) {
    return [isRow(body) ? body : { [valueName]: body }];
  }
  if (isRows(body)) {
    return body;
  }
  if (body.some(isRow)) {
    throw new Fault('not-rows', { detail: 'rows and bare values are mixed' });
  }
  return body.map((value) => ({ [valueName]: value }));
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRows(body: unknown[]): body is Row[] {
  return body.every(isRow);
}
