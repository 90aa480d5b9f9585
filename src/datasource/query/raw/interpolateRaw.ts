import { Fault } from '../../transport/Fault';
import { resolveArg, resolveNode } from '../interpolate/resolveFilter';
import { resolveAggregate, resolveColumn, resolveEmbed, resolveOrder } from '../interpolate/resolveSelection';
import type { Resolver } from '../interpolate/Resolver';
import type { Pair, SelectItem } from '../request/Pair';
import { readRequest, type PlacedPair } from './readRequest';
import { writeRaw } from './writeRaw';

/**
 * A request written by hand with its variables replaced, each for the place where it stands: in a list it becomes quoted
 * elements, in a value it stays one value, as a name it is quoted where needed. Throws the Fault of a variable that stands
 * where nothing can keep its value from being read as syntax.
 */
export function interpolateRaw(text: string, resolver: Resolver): string {
  const { isFunction, name, pairs, problems, losses } = readRequest(text, true);
  const reasons = [...problems, ...losses];
  return writeRaw(
    {
      isFunction,
      name: resolver.name(name),
      pairs: pairs.flatMap((placed) => resolvePlaced(placed, resolver, reasons)),
    },
    false
  );
}

function resolvePlaced({ pair, from, to, isStuck }: PlacedPair, resolver: Resolver, reasons: Reason[]): Pair[] {
  if (isStuck) {
    const reason = reasons.find((each) => each.from >= from && each.to <= to);
    throw new Fault('bad-raw-request', { detail: reason && `${reason.message} (character ${reason.from + 1})` });
  }
  return resolvePair(pair, resolver);
}

interface Reason {
  from: number;
  to: number;
  message: string;
}

function resolvePair(pair: Pair, resolver: Resolver): Pair[] {
  switch (pair.kind) {
    case 'select':
      return [{ kind: 'select', items: pair.items.flatMap((item) => resolveItem(item, resolver)) }];
    case 'filter':
      return resolveNode(pair.node, resolver).map((node) => ({ ...pair, at: namesOf(pair.at, resolver), node }));
    case 'order': {
      const terms = pair.terms.map((term) => resolveOrder(term, resolver));
      return [{ ...pair, at: namesOf(pair.at, resolver), terms }];
    }
    case 'limit':
    case 'offset':
      return resolveCount(pair, resolver);
    case 'argument': {
      const value = resolveArg(pair.value, resolver);
      return value === undefined ? [] : [{ ...pair, name: resolver.name(pair.name), value }];
    }
    case 'other':
      return [pair];
  }
}

function resolveItem(item: SelectItem, resolver: Resolver): SelectItem[] {
  switch (item.kind) {
    case 'column':
      return resolveColumn(item.column, resolver).map((column) => ({ kind: 'column', column }));
    case 'aggregate':
      return [{ kind: 'aggregate', aggregate: resolveAggregate(item.aggregate, resolver) }];
    case 'embed': {
      const items = item.items.flatMap((each) => resolveItem(each, resolver));
      return [{ kind: 'embed', embed: resolveEmbed(item.embed, resolver), items }];
    }
  }
}

function resolveCount(pair: Extract<Pair, { kind: 'limit' | 'offset' }>, resolver: Resolver): Pair[] {
  const counts = resolver.scalar(pair.count);
  if (counts === undefined) {
    return [];
  }
  if (counts.length !== 1 || !/^\d+$/.test(counts[0])) {
    throw new Fault('bad-raw-request', { detail: `${pair.kind} is no whole number: ${counts.join(', ')}` });
  }
  return [{ ...pair, at: namesOf(pair.at, resolver), count: counts[0] }];
}

function namesOf(at: string[], resolver: Resolver): string[] {
  return at.map((name) => resolver.name(name));
}
