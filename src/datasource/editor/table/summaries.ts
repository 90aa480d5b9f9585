import {
  isFilterGroup,
  type Aggregate,
  type Embed,
  type FilterNode,
  type Live,
  type Order,
  type TableQuery,
} from '../../query/model';
import { placeLabel } from '../fields/place';
import { columnText } from './columnText';
import { embedName } from './embedName';

/** What a closed section holds, each in a line. */

export function groupSummary({ aggregates, columns, bucket, aggregateIn }: TableQuery): string {
  if (aggregates.length === 0) {
    return 'rows as they are';
  }
  const by = columns.length > 0 ? ` by ${columns.map(columnText).join(', ')}` : '';
  const every = bucket ? `, every ${bucket.every === 'auto' ? 'auto' : bucket.every}` : '';
  const where = aggregateIn === 'browser' && !bucket ? ', in the browser' : '';
  return `${aggregates.map(aggregateText).join(', ')}${by}${every}${where}`;
}

/** What one row of the answer stands for. */
export function groupSentence({ aggregates, columns, bucket, timeColumn }: TableQuery): string {
  if (aggregates.length === 0) {
    return 'Rows come as they are. Add a figure to sum them up.';
  }
  const parts = [
    ...(columns.length > 0 ? [`different ${columns.map(columnText).join(', ')}`] : []),
    ...(bucket ? [`${bucket.every === 'auto' ? 'stretch' : bucket.every} of ${timeColumn ?? 'the time column'}`] : []),
  ];
  if (parts.length === 0) {
    return 'One row: the figures over all rows that pass the filters. Columns, if chosen, are what they are grouped by.';
  }
  const where = bucket ? ' The rows are read and summed up in the browser.' : '';
  return `One row for each ${parts.join(' and each ')}.${where}`;
}

export function orderSummary({ order, limit }: Pick<TableQuery, 'order' | 'limit'>): string {
  const by = order.length > 0 ? order.map(orderText).join(', ') : 'no order';
  return `${by}; ${limit === undefined ? 'no limit of its own' : `at most ${limit.toLocaleString('en')} rows`}`;
}

export function embedsSummary(embeds: Embed[]): string {
  return embeds.length === 0 ? 'none' : embeds.map(embedText).join('; ');
}

export function optionsSummary({ count, legend, live }: Pick<TableQuery, 'count' | 'legend' | 'live'>): string {
  const parts = [
    count ? `counted (${count})` : 'not counted',
    ...(legend ? [`legend ${legend}`] : []),
    ...(live ? [liveText(live)] : []),
  ];
  return parts.join('; ');
}

/** How many conditions a list holds, groups counted through. */
export function countFilters(nodes: FilterNode[]): number {
  return nodes.reduce((sum, node) => sum + (isFilterGroup(node) ? countFilters(node.filters) : 1), 0);
}

function embedText(embed: Embed): string {
  const columns =
    [...embed.columns.map(columnText), ...embed.aggregates.map(aggregateText)].join(', ') || 'all columns';
  const filters = countFilters(embed.filters);
  const extras = [
    ...(embed.join === 'inner' ? ['inner'] : []),
    ...(embed.spread ? ['spread'] : []),
    ...(filters > 0 ? [`${filters} ${filters === 1 ? 'filter' : 'filters'}`] : []),
  ];
  const nested = embed.embeds.length > 0 ? `, with ${embedsSummary(embed.embeds)}` : '';
  return `${embedName(embed)}${extras.length > 0 ? ` (${extras.join(', ')})` : ''}: ${columns}${nested}`;
}

function aggregateText({ function: name, column, path, alias }: Aggregate): string {
  const of = column === undefined ? '' : placeLabel({ column, path });
  const figure = name === 'count' && of === '' ? 'count' : `${name}(${of})`;
  return alias ? `${figure} as ${alias}` : figure;
}

function orderText(order: Order): string {
  const place = `${order.embed ? `${order.embed}.` : ''}${placeLabel(order)}`;
  return `${place} ${order.direction === 'desc' ? 'descending' : 'ascending'}${order.nulls ? `, nulls ${order.nulls}` : ''}`;
}

function liveText({ every, column }: Live): string {
  return `live${every ? ` every ${every} s` : ''}${column ? ` by ${column}` : ''}`;
}
