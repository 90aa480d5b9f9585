import { Fault } from '../../transport/Fault';
import type { Schema } from '../../schema/Schema';
import { safeName } from '../request/safeName';
import { references } from '../references';
import type { RawProblem } from './RawRead';
import { readRequest, type ReadRequest } from './readRequest';
import { SchemaLens } from './SchemaLens';
import type { Mark } from './Scanner';

/**
 * What is wrong with a request written by hand, each with its place, in order: errors that PostgREST or the proxy would refuse,
 * and, where a schema was discovered, warnings of names that are not in it.
 */
export function validateRaw(text: string, schema?: Schema, defaultSchema = 'public'): RawProblem[] {
  const request = readRequest(text, true);
  const unsafe = unsafeName(request);
  const names = schema && unsafe.length === 0 ? unknownNames(request, new SchemaLens(schema, defaultSchema)) : [];
  return [...request.problems, ...unsafe, ...names].sort((a, b) => a.from - b.from);
}

function unsafeName({ name, isFunction, parts }: ReadRequest): RawProblem[] {
  if (name === '' || name.search(references) >= 0) {
    return [];
  }
  try {
    safeName(name, isFunction ? 'function' : 'table');
    return [];
  } catch (thrown) {
    const [{ from, to }] = parts;
    return thrown instanceof Fault ? [{ from, to, message: thrown.message }] : [];
  }
}

function unknownNames(request: ReadRequest, lens: SchemaLens): RawProblem[] {
  const { name, isFunction, parts, marks } = request;
  if (name === '' || name.search(references) >= 0) {
    return [];
  }
  const known = isFunction ? lens.functions : lens.tables;
  const isKnown = known.some((each) => each.name === name);
  if (!isKnown && known.length > 0) {
    const what = isFunction ? 'function' : 'table';
    const [{ from, to }] = parts;
    return [warning({ from, to }, `There is no ${what} “${name}” as far as is known${closest(name, known)}`)];
  }
  return isFunction ? [] : marks.flatMap((mark) => unknownMark(mark, request, lens));
}

function unknownMark(mark: Mark, { name, pairs }: ReadRequest, lens: SchemaLens): RawProblem[] {
  const table = lens.within(
    name,
    pairs.map(({ pair }) => pair),
    mark.scope
  );
  if (!table || table.columns.length === 0) {
    return [];
  }
  const isRelation = lens.relation(table.name, mark.name) !== undefined;
  if (mark.kind === 'relation') {
    const message = `Nothing called “${mark.name}” is related to ${table.name} as far as is known`;
    return isRelation || lens.related(table.name).length === 0 ? [] : [warning(mark, message)];
  }
  // A filter may name an embed, as in clients=not.is.null.
  return mark.name === '*' || isRelation || lens.column(table, mark.name)
    ? []
    : [
        warning(
          mark,
          `${table.name} has no column “${mark.name}” as far as is known${closest(mark.name, table.columns)}`
        ),
      ];
}

function warning({ from, to }: { from: number; to: number }, message: string): RawProblem {
  return { from, to, message, severity: 'warning' };
}

/** “; is it “status”?” where a name begins or sounds alike. */
function closest(name: string, known: Array<{ name: string }>): string {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const found =
    known.find((each) => plain(each.name) === plain(name)) ??
    known.find((each) => name.length > 2 && isTypo(each.name, name));
  return found ? `; is it “${found.name}”?` : '';
}

/** True when one differs from the other by one letter that is there, missing, another or swapped with its neighbour. */
function isTypo(one: string, other: string): boolean {
  const at = Array.from(one).findIndex((char, index) => char !== other[index]);
  const start = at < 0 ? one.length : at;
  const [a, b] = [one.slice(start), other.slice(start)];
  return (
    a.slice(1) === b.slice(1) ||
    a.slice(1) === b ||
    a === b.slice(1) ||
    (a.slice(2) === b.slice(2) && a[0] === b[1] && a[1] === b[0])
  );
}
