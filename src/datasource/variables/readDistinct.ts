import { FieldType } from '@grafana/data';
import { answer, type AnswerContext } from '../answer';
import type { FilterNode, TableQuery } from '../query/model';

const mostPageRows = 1_000;
/** A value of more rows than a page takes a request of its own, so this is how many such values are found. */
const mostRequests = 500;
export const mostValues = 5_000;

/**
 * Every value of a column, once, in its order; nulls are left out. Each request begins past the last value that was seen, so
 * that a table of millions of rows with a few values takes a few requests. Undefined for columns whose values cannot be
 * stepped through like that. `onCut` is called when there are more than are read. Throws a Fault.
 */
export async function readDistinct(
  query: TableQuery,
  column: string,
  context: AnswerContext,
  onCut: () => void = () => {}
): Promise<string[] | undefined> {
  const pageRows = Math.min(mostPageRows, context.settings.rowLimit);
  const descends = query.order[0]?.direction === 'desc';
  const asked: TableQuery = {
    ...query,
    columns: [{ column }],
    order: [{ column, direction: descends ? 'desc' : 'asc', nulls: 'last' }],
    limit: pageRows,
    count: undefined,
    live: undefined,
    format: 'table',
  };
  const found = new Set<string>();
  let past: FilterNode[] = [];
  for (let requests = 0; requests < mostRequests && found.size < mostValues; requests++) {
    const conditions = [...(context.conditions ?? []), ...past];
    const [frame] = await answer(asked, { ...context, conditions, unshaped: true });
    const field = frame.fields[0];
    if (frame.length > 0 && !canStep.has(field.type)) {
      return undefined;
    }
    const values: unknown[] = field?.values ?? [];
    const present = values.filter((value) => value !== null && value !== undefined).map(String);
    const before = found.size;
    present.forEach((value) => found.add(value));
    if (present.length < pageRows || found.size === before) {
      return [...found];
    }
    past = [{ column, operator: descends ? 'lt' : 'gt', value: present[present.length - 1] }];
  }
  onCut();
  return [...found];
}

/** Whose values come back just as they can be asked for; times have lost their microseconds. */
const canStep: ReadonlySet<FieldType> = new Set([FieldType.string, FieldType.number, FieldType.boolean]);
