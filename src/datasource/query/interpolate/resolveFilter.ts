import { Fault } from '../../transport/Fault';
import { isFilterGroup, type ArgValue, type Filter, type FilterNode, type Place } from '../model';
import { operators } from '../operators';
import type { Resolver } from './Resolver';

/** A condition with its variables replaced; none when it stands for everything. */
export function resolveNode(node: FilterNode, resolver: Resolver): FilterNode[] {
  if (!isFilterGroup(node)) {
    return resolveFilter(node, resolver);
  }
  const filters = node.filters.flatMap((each) => resolveNode(each, resolver));
  return filters.length === 0 ? [] : [{ ...node, filters }];
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
      ? resolver.list(Array.isArray(filter.value) ? filter.value : [filter.value])
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
