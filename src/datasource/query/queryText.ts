import { isFilterGroup, type Aggregate, type ArgValue, type Embed, type FilterNode, type Place } from './model';
import { operators } from './operators';
import { parseQuery } from './parseQuery';
import { presets } from './presets';

/** A query in one line, for the query history and collapsed query rows. */
export function queryText(saved: unknown): string {
  const parsed = parseQuery(saved);
  if (!parsed.ok) {
    return parsed.fault.what;
  }
  const { query } = parsed;
  switch (query.queryType) {
    case 'preset':
      return presets[query.preset].label;
    case 'rpc':
      return `${inSchema(query.schema)}${query.function}(${argumentsText(query.args)})`;
    case 'postgrest':
      return query.path;
    case 'prometheus':
      return query.join ? `${query.expr} joined to ${queryText(query.join.rows)}` : query.expr;
    case 'table': {
      const { schema, table, bucket, limit, order } = query;
      const sorted = order.map((each) => `${placeText(each)}${each.direction === 'desc' ? ' desc' : ''}`).join(', ');
      return [
        `${selectionText(query)} from ${inSchema(schema)}${table}`,
        ...filtersText(query.filters),
        ...(bucket ? [`every ${bucket.every}`] : []),
        ...(sorted ? [`order by ${sorted}`] : []),
        ...(limit === undefined ? [] : [`limit ${limit}`]),
      ].join(' ');
    }
  }
}

function inSchema(schema: string | undefined): string {
  return schema ? `${schema}.` : '';
}

function argumentsText(args: Record<string, ArgValue>): string {
  return Object.entries(args)
    .map(([name, value]) => `${name} => ${String(value)}`)
    .join(', ');
}

function selectionText({ columns, aggregates, embeds }: Pick<Embed, 'columns' | 'aggregates' | 'embeds'>): string {
  const all = columns.length === 0 && aggregates.length === 0 ? ['*'] : [];
  return [
    ...all,
    ...columns.map((column) => column.alias ?? placeText(column)),
    ...aggregates.map(aggregateText),
    ...embeds.map(embedText),
  ].join(', ');
}

function aggregateText({ function: name, column, alias, path }: Aggregate): string {
  return alias ?? `${name}(${column === undefined ? '' : placeText({ column, path })})`;
}

function embedText(embed: Embed): string {
  const words = [selectionText(embed), ...filtersText(embed.filters)].join(' ');
  return `${embed.alias ?? embed.relation}(${words})`;
}

function placeText({ column, path = [] }: Place): string {
  return [column, ...path].join('.');
}

function filtersText(filters: FilterNode[]): string[] {
  return filters.length === 0 ? [] : [`where ${filters.map(filterText).join(' and ')}`];
}

function filterText(node: FilterNode): string {
  const not = node.negate ? 'not ' : '';
  if (isFilterGroup(node)) {
    return `${not}(${node.filters.map(filterText).join(node.match === 'any' ? ' or ' : ' and ')})`;
  }
  return `${not}${placeText(node)} ${operators[node.operator].label} ${[node.value].flat().join(', ')}`;
}
