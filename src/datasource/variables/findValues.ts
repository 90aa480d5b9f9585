import type { MetricFindValue } from '@grafana/data';
import { answer, type AnswerContext } from '../answer';
import { rowsMetaOf } from '../answer/RowsMeta';
import type { TableQuery } from '../query/model';
import { parseQuery } from '../query/parseQuery';
import { fieldNames, toFindValues } from './toFindValues';
import { readDistinct } from './readDistinct';

/**
 * The choices of a dashboard variable; `onCut` is called when there are more than are read. Throws the Fault of a query that
 * fails, so that Grafana shows it beside the variable.
 */
export async function findValues(
  saved: unknown,
  context: AnswerContext,
  onCut: () => void = () => {}
): Promise<MetricFindValue[]> {
  // What is typed into the variable's list; Grafana leaves it out until something is.
  const scopedVars = { __searchFilter: { text: '', value: '' }, ...context.scopedVars };
  const asked = { ...context, scopedVars };
  const single = singleColumn(saved);
  const values = single && (await readDistinct(single.query, single.column, asked, onCut));
  if (values) {
    return values.map((value) => ({ text: value, value }));
  }
  const frames = await answer(saved, asked);
  if (frames.some((frame) => rowsMetaOf(frame)?.cut)) {
    onCut();
  }
  return toFindValues(frames, saved);
}

/** The one column of a table that a variable is made of: its values need not be read row by row. */
function singleColumn(saved: unknown): { query: TableQuery; column: string } | undefined {
  const parsed = parseQuery(saved);
  if (!parsed.ok || parsed.query.queryType !== 'table') {
    return undefined;
  }
  const { query } = parsed;
  const { valueField, textField } = fieldNames(saved);
  const selected = valueField ?? query.columns[0]?.column;
  const place = query.columns.find(({ column }) => column === selected);
  const isPlain = !place || (!place.alias && !place.cast && !place.path?.length);
  const isOwnOrder = query.order.every(({ column, path, embed }) => column === selected && !path?.length && !embed);
  const isWhole = query.limit === undefined && query.aggregates.length === 0 && query.bucket === undefined;
  const isAlone = query.embeds.length === 0 && (textField === undefined || textField === selected);
  return selected && !selected.includes('$') && isPlain && isOwnOrder && isWhole && isAlone
    ? { query, column: selected }
    : undefined;
}
