import type { AnswerContext } from '../answer';
import type { FilterNode, RowsQuery, RpcQuery, ScrapewatchQuery } from '../query/model';
import { presets } from '../query/presets';
import { filterPair } from '../query/request/filterText';
import type { AdhocFilter } from './AdhocFilter';
import { toFilterNode } from './toFilterNode';

export interface Narrowed {
  query: RowsQuery;
  /** What is to be added to the request of a query that cannot hold filters itself. */
  searchParams: Array<[string, string]>;
  /** Which conditions could not be applied, and why. */
  notices: string[];
}

/**
 * An interpolated query under the conditions of its context. Those of an ad-hoc variable apply where their column, or
 * an argument of that name, exists; elsewhere they are left out and named. Throws a Fault for what cannot be asked.
 */
export async function narrow(
  query: RowsQuery,
  asked: ScrapewatchQuery,
  schema: string,
  context: AnswerContext
): Promise<Narrowed> {
  const { adhoc = [], conditions = [] } = context;
  if (adhoc.length === 0 && conditions.length === 0) {
    return { query, searchParams: [], notices: [] };
  }
  const columns = adhoc.length === 0 ? undefined : await columnsOf(query, asked, schema, context);
  const nodes = [...conditions];
  const notices: string[] = [];
  let narrowed = query;
  for (const filter of adhoc) {
    const withArgument = asArgument(narrowed, filter, asked);
    const node = toFilterNode(filter);
    if (withArgument) {
      narrowed = withArgument;
    } else if (node && (columns?.has(filter.key) ?? query.queryType === 'table')) {
      nodes.push(node);
    } else {
      notices.push(leftOut(filter, query, node !== undefined));
    }
  }
  return narrowed.queryType === 'table'
    ? { query: { ...narrowed, filters: [...narrowed.filters, ...nodes] }, searchParams: [], notices }
    : { query: narrowed, searchParams: toSearchParams(nodes), notices };
}

/** The columns that can be filtered by; undefined when nobody knows. */
async function columnsOf(
  query: RowsQuery,
  asked: ScrapewatchQuery,
  schema: string,
  context: AnswerContext
): Promise<Set<string> | undefined> {
  if (asked.queryType === 'preset') {
    return new Set(presets[asked.preset].columns.map(({ name }) => name));
  }
  const { kind, name } = targetOf(query);
  if (kind === 'table') {
    const known = context.knownColumns(schema, name) ?? (await context.discover?.())?.tables.find(named)?.columns;
    return known && new Set(known.map((column) => column.name));
  }
  const returns = (await context.discover?.())?.functions.find(named)?.returns ?? [];
  return returns.length === 0 ? undefined : new Set(returns.map((column) => column.name));

  function named(candidate: { schema: string; name: string }): boolean {
    return candidate.schema === schema && candidate.name === name;
  }
}

function targetOf(query: RowsQuery): { kind: 'table' | 'function'; name: string } {
  switch (query.queryType) {
    case 'table':
      return { kind: 'table', name: query.table };
    case 'rpc':
      return { kind: 'function', name: query.function };
    case 'postgrest': {
      const name = query.path.trim().replace(/^\//, '').split('?')[0];
      return name.startsWith('rpc/') ? { kind: 'function', name: name.slice(4) } : { kind: 'table', name };
    }
  }
}

/** The function asked for one value, or a list of them, by the argument that stands for the column: `systems` for `system`. */
function asArgument(query: RowsQuery, { key, operator, value, values }: AdhocFilter, asked: ScrapewatchQuery) {
  if (query.queryType !== 'rpc' || asked.queryType !== 'preset' || (operator !== '=' && operator !== '=|')) {
    return undefined;
  }
  const defaults = presets[asked.preset].args;
  const name = [`${key}s`, `${key}es`].find((plural) => Object.hasOwn(defaults, plural));
  if (name === undefined) {
    return undefined;
  }
  const wanted = values ?? [value];
  const chosen = [query.args[name] ?? []].flat();
  const both = chosen.length === 0 ? wanted : wanted.filter((each) => chosen.includes(each));
  // An empty list would mean all; what is asked for twice over and cannot be both is nothing.
  const narrowed: RpcQuery = { ...query, args: { ...query.args, [name]: both.length > 0 ? both : [nothing] } };
  return narrowed;
}

const nothing = '(none of the values that were chosen)';

/** Conditions on the rows of a function, or of a path written by hand, inside `and=(…)`: a bare name may be an argument. */
function toSearchParams(nodes: FilterNode[]): Array<[string, string]> {
  return nodes.length === 0 ? [] : [filterPair({ match: 'all', filters: nodes }, [])];
}

function leftOut({ key, operator, value, values }: AdhocFilter, query: RowsQuery, isKnownOperator: boolean): string {
  const filter = `${key} ${operator} ${(values ?? [value]).join(', ')}`;
  return isKnownOperator
    ? `The filter “${filter}” was left out here: “${targetOf(query).name}” has no column of this name, as far as is known.`
    : `The filter “${filter}” was left out here: there is no such operator in PostgREST.`;
}
