import { Fault } from '../transport/Fault';
import type { ArgValue, Filter, PresetQuery, RpcQuery, TableQuery } from './model';
import { presets, presetSchema } from './presets';
import type { TableSource } from './presets/Preset';

/** The plain query that a preset stands for, its variables not yet replaced. */
export function resolvePreset(query: PresetQuery): TableQuery | RpcQuery {
  const { source, args: defaults, format } = presets[query.preset];
  const args = { ...defaults, ...query.args };
  const { refId, version, datasource, hide, key, legend, live } = query;
  const base = { refId, version, datasource, hide, key, legend, live, schema: presetSchema, format };
  if ('function' in source) {
    return { ...base, queryType: 'rpc', function: source.function, args };
  }
  return {
    ...base,
    queryType: 'table',
    table: source.table,
    columns: presets[query.preset].columns.map(({ name }) => ({ column: name })),
    aggregates: [],
    embeds: [],
    filters: toFilters(source, args),
    timeColumn: source.timeColumn,
    order: source.order,
  };
}

function toFilters(source: TableSource, args: Record<string, ArgValue>): Filter[] {
  return Object.entries(args).map(([name, value]) => {
    if (!Object.hasOwn(source.filters, name)) {
      throw new Fault('unknown-argument', { detail: name });
    }
    const filter = source.filters[name];
    // A search finds its text anywhere in the column; an empty one finds everything.
    return { ...filter, value: filter.operator === 'ilike' ? `%${String(value)}%` : value };
  });
}
