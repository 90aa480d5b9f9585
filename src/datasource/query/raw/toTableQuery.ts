import { isFilterGroup, type Embed, type TableQuery } from '../model';
import type { Pair, SelectItem } from '../request/Pair';
import { embedName } from '../request/toPairs';
import { tableQuery } from '../tableQuery';
import type { RawLoss } from './RawRead';
import type { PlacedPair, ReadRequest } from './readRequest';

/** How the start and end of the dashboard's time range are written in a request. */
export const timeVariables = { from: '${__from:date:iso}', to: '${__to:date:iso}' };

/** The table query that asks the same; what it cannot hold is added to the losses. */
export function toTableQuery({ name, pairs }: ReadRequest, losses: RawLoss[]): TableQuery {
  const query = tableQuery({ table: name });
  const time = timePair(pairs);
  const isTime = (placed: PlacedPair) => time?.pairs.includes(placed) === true;
  // The selection comes first: other pairs speak of its embeds.
  const ordered = [...pairs].sort((a, b) => Number(b.pair.kind === 'select') - Number(a.pair.kind === 'select'));
  for (const placed of ordered.filter((each) => !isTime(each))) {
    const lose = (message: string, severity?: 'warning') => {
      losses.push({ from: placed.from, to: placed.to, message, ...(severity ? { severity } : {}) });
    };
    add(query, placed.pair, lose);
  }
  return time ? { ...query, timeColumn: time.column } : query;
}

type Lose = (message: string, severity?: 'warning') => void;

function add(query: TableQuery, pair: Pair, lose: Lose): void {
  switch (pair.kind) {
    case 'select':
      return addItems(query, pair.items, lose);
    case 'filter':
      return withTarget(query, pair.at, lose, ({ filters }) => void filters.push(pair.node));
    case 'order':
      return withTarget(query, pair.at, lose, ({ order }) => void order.push(...pair.terms));
    case 'limit':
      return /^\d+$/.test(pair.count)
        ? withTarget(query, pair.at, lose, (target) => void (target.limit = Number(pair.count)))
        : lose('The builder’s limit is a number');
    case 'offset':
      return lose('The builder always begins with the first row');
    case 'argument':
    case 'other':
      return; // said already where it was read
  }
}

type Target = Pick<Embed, 'columns' | 'aggregates' | 'filters' | 'order' | 'embeds' | 'limit'>;

function withTarget(query: TableQuery, at: string[], lose: Lose, change: (target: Target) => void): void {
  let target: Target = query;
  for (const name of at) {
    const embeds: Embed[] = target.embeds;
    const found = embeds.find((embed) => embedName(embed) === name) ?? embeds.find(({ relation }) => relation === name);
    if (!found) {
      return lose(`“${name}” is not among the embeds of select`);
    }
    target = found;
  }
  change(target);
}

function addItems(target: Target, items: SelectItem[], lose: Lose): void {
  if (items.length === 0) {
    lose('The builder cannot select nothing: an empty selection is every column');
  }
  for (const item of items) {
    if (isBehind(target, item)) {
      lose('The builder puts columns first, then aggregates, then embeds', 'warning');
    }
    if (item.kind === 'column') {
      target.columns.push(item.column);
    } else if (item.kind === 'aggregate') {
      target.aggregates.push(item.aggregate);
    } else {
      const embed: Embed = { ...item.embed, columns: [], aggregates: [], filters: [], order: [], embeds: [] };
      addItems(embed, item.items, lose);
      target.embeds.push(embed);
    }
  }
  const isEverything =
    target.columns.length === 1 && target.columns[0].column === '*' && target.aggregates.length === 0;
  const isNothing = target.columns.length === 0 && target.aggregates.length === 0 && items.length > 0;
  if (isEverything) {
    target.columns.pop();
  } else if (isNothing) {
    lose('The builder selects every column beside these embeds');
  }
}

function isBehind({ aggregates, embeds }: Target, item: SelectItem): boolean {
  return (item.kind !== 'embed' && embeds.length > 0) || (item.kind === 'column' && aggregates.length > 0);
}

/** The two filters by which rows outside the dashboard's time range are left out. */
function timePair(pairs: PlacedPair[]): { column: string; pairs: PlacedPair[] } | undefined {
  const bound = ({ pair }: PlacedPair, operator: string, value: string): string | undefined =>
    pair.kind === 'filter' &&
    pair.at.length === 0 &&
    !isFilterGroup(pair.node) &&
    pair.node.operator === operator &&
    pair.node.value === value &&
    !pair.node.negate &&
    !pair.node.path
      ? pair.node.column
      : undefined;
  for (const from of pairs) {
    const column = bound(from, 'gte', timeVariables.from);
    const to = column === undefined ? undefined : pairs.find((each) => bound(each, 'lt', timeVariables.to) === column);
    if (column !== undefined && to) {
      return { column, pairs: [from, to] };
    }
  }
  return undefined;
}
