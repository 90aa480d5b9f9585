import { Fault } from '../../transport/Fault';
import { isFilterGroup, type ArgValue, type Filter, type FilterNode, type Place } from '../model';
import { operators } from '../operators';
import type { Resolver } from './Resolver';

/**
 * A condition with its variables replaced; none when it stands for everything, as a group does of which any condition is
 * enough and one stands for everything. `isNegated`: a group around it is negated.
 */
export function resolveNode(node: FilterNode, resolver: Resolver, isNegated = false): FilterNode[] {
  if (!isFilterGroup(node)) {
    return resolveFilter(node, resolver);
  }
  const isNot = isNegated !== (node.negate === true);
  // Not all of them is any of their opposites, and the other way round.
  const isAnyEnough = (node.match === 'any') !== isNot;
  const resolved = node.filters.filter(says).map((each) => resolveNode(each, resolver, isNot));
  const filters = resolved.flat();
  const isEverything = filters.length === 0 || (isAnyEnough && resolved.some((each) => each.length === 0));
  return isEverything ? [] : [{ ...node, filters }];
}

/** False for what is still being filled in: a group or a list of nothing. */
function says(node: FilterNode): boolean {
  return isFilterGroup(node) ? node.filters.some(says) : node.value.length > 0 || !Array.isArray(node.value);
}

/** The arguments with every variable replaced, those that mean all left out. */
export function resolveArgs(args: Record<string, ArgValue>, resolver: Resolver): Record<string, ArgValue> {
  const kept: Record<string, ArgValue> = {};
  for (const [name, value] of Object.entries(args)) {
    const resolved = resolveArg(value, resolver);
    if (resolved !== undefined) {
      kept[name] = resolved;
    }
  }
  return kept;
}

/** A list stays one, so that a function gets an array; undefined: it means all. */
export function resolveArg(value: ArgValue, resolver: Resolver): ArgValue | undefined {
  const isList = Array.isArray(value);
  const resolved = isList ? resolver.list(value) : resolver.scalar(value);
  return isList || resolved?.length !== 1 ? resolved : resolved[0];
}

/** A column with its path, each a name that stays one. */
export function resolvePlace<P extends Place>(place: P, resolver: Resolver): P {
  const { path } = place;
  const column = resolver.name(place.column);
  return { ...place, column, ...(path ? { path: path.map((key) => resolver.name(key)) } : {}) };
}

function resolveFilter(filter: Filter, resolver: Resolver): Filter[] {
  if (filter.verbatim) {
    return [resolvePlace(filter, resolver)];
  }
  const { takes } = operators[filter.operator];
  const values =
    takes === 'many' || Array.isArray(filter.value)
      ? resolver.list(Array.isArray(filter.value) ? filter.value : [filter.value], filter.column)
      : resolver.scalar(filter.value);
  if (values === undefined) {
    return [];
  }
  const { language } = filter;
  const placed = { ...resolvePlace(filter, resolver), ...(language ? { language: resolver.name(language) } : {}) };
  if (takes === 'many') {
    return [{ ...placed, value: values }];
  }
  if (values.length === 1) {
    return [{ ...placed, value: values[0] }];
  }
  if (filter.operator === 'eq' || filter.operator === 'neq') {
    const negate = Boolean(filter.negate) !== (filter.operator === 'neq');
    const { negate: _, ...place } = placed;
    return [{ ...place, operator: 'in', value: values, ...(negate ? { negate } : {}) }];
  }
  throw new Fault('many-values', { detail: filter.column });
}
