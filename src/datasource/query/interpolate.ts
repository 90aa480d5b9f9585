import type { ScopedVars } from '@grafana/data';
import { resolveArgs } from './interpolate/resolveFilter';
import { resolveSelection } from './interpolate/resolveSelection';
import { Resolver, type Templates } from './interpolate/Resolver';
import type { ArgValue, PostgrestQuery, RowsQuery } from './model';
import { rawLanguage } from './rawLanguage';

export type { Templates } from './interpolate/Resolver';

export interface Interpolated<Query> {
  query: Query;
  /** Things that the user should know, e.g. of a variable that does not exist here. */
  notices: string[];
}

/**
 * The query with every variable replaced; its legend is left alone. Values are carried as values from here on, so whatever they
 * hold, such as `),or(id.gt.0`, is quoted and encoded later and never read as syntax. A list or filter whose variable is All,
 * does not exist here, or is empty, is left out, which means all. A raw request needs `loadRawLanguage` before.
 */
export function interpolate<Query extends RowsQuery>(
  query: Query,
  scopedVars: ScopedVars,
  templates: Templates
): Interpolated<Query> {
  const resolver = new Resolver(scopedVars, templates);
  const schema = query.schema && resolver.name(query.schema);
  return { query: { ...query, schema, ...replaced(query, resolver) }, notices: [...resolver.notices] };
}

/** The arguments with every variable replaced, those that mean all left out. */
export function interpolateArgs(
  args: Record<string, ArgValue>,
  scopedVars: ScopedVars,
  templates: Templates
): Record<string, ArgValue> {
  return resolveArgs(args, new Resolver(scopedVars, templates));
}

function replaced(query: RowsQuery, resolver: Resolver): Partial<RowsQuery> {
  const timeColumn = query.queryType !== 'rpc' && query.timeColumn ? resolver.name(query.timeColumn) : undefined;
  switch (query.queryType) {
    case 'table': {
      const { bucket } = query;
      return {
        table: resolver.name(query.table),
        timeColumn,
        ...(bucket ? { bucket: { ...bucket, every: resolver.name(bucket.every) } } : {}),
        ...resolveSelection(query, resolver),
      };
    }
    case 'rpc':
      return { function: resolver.name(query.function), args: resolveArgs(query.args, resolver) };
    case 'postgrest':
      return { path: rawPath(query, resolver), timeColumn };
  }
}

function rawPath({ path }: PostgrestQuery, resolver: Resolver): string {
  const language = rawLanguage();
  if (language === undefined) {
    resolver.notices.add('The variables of this request are replaced when it is run.');
    return path;
  }
  return language.interpolateRaw(path, resolver);
}
