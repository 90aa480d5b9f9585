import { Fault } from '../../transport/Fault';
import type { Aggregate, SelectedColumn } from '../model';
import { isPlainName } from './filterText';
import { columnName, hintName, isPosition, placeText } from './names';
import type { EmbedHead, SelectItem } from './Pair';

/** The value of `select`. https://docs.postgrest.org/en/v13/references/api/resource_embedding.html */
export function selectText(items: SelectItem[], isEmbed = false): string {
  return items.map((item, at) => itemText(item, isEmbed && at === items.length - 1)).join(',');
}

function itemText(item: SelectItem, isBeforeBracket: boolean): string {
  switch (item.kind) {
    case 'column':
      return selectedText(item.column, isBeforeBracket);
    case 'aggregate':
      return aggregateText(item.aggregate);
    case 'embed':
      return `${embedText(item.embed)}(${selectText(item.items, true)})`;
  }
}

function selectedText({ alias, cast, ...place }: SelectedColumn, isBeforeBracket: boolean): string {
  if (place.column === '') {
    throw new Fault('missing-name', { detail: 'a selected column has no name' });
  }
  if (place.column === '*' && !place.path && !alias && !cast) {
    return '*';
  }
  // Directly before a bracket PostgREST takes a position for a key; a cast to the type that it has anyway stands between.
  const isAtRisk = isBeforeBracket && isPosition(place.path?.at(-1) ?? '');
  const ownType = place.asJson ? 'jsonb' : 'text';
  return aliasText(alias) + placeText(place) + castText(cast || (isAtRisk ? ownType : undefined));
}

function aggregateText({ function: name, column, path, asJson, columnCast, alias, cast }: Aggregate): string {
  if (column === undefined) {
    if (name !== 'count') {
      throw new Fault('missing-name', { detail: `${name} has no column` });
    }
    return `${aliasText(alias)}count()${castText(cast)}`;
  }
  const isNumeric = path !== undefined && (name === 'sum' || name === 'avg');
  const before = castText(columnCast || (isNumeric ? 'numeric' : undefined));
  return `${aliasText(alias)}${placeText({ column, path, asJson })}${before}.${name}()${castText(cast)}`;
}

function embedText({ relation, hint, alias, join, spread }: EmbedHead): string {
  if (relation === '') {
    throw new Fault('missing-name', { detail: 'an embed has no relation' });
  }
  const name = spread ? `...${columnName(relation)}` : aliasText(alias) + columnName(relation);
  return `${name}${hint ? `!${hintName(hint)}` : ''}${join === 'inner' ? '!inner' : ''}`;
}

function aliasText(alias: string | undefined): string {
  return alias ? `${columnName(alias)}:` : '';
}

function castText(cast: string | undefined): string {
  if (!cast) {
    return '';
  }
  if (!isPlainName(cast)) {
    throw new Fault('bad-type-name', { detail: `cast ${cast}` });
  }
  return `::${cast}`;
}
