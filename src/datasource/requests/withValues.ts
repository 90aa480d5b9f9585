import type { ScopedVars } from '@grafana/data';
import { interpolate, interpolateArgs } from '../query/interpolate';
import type { PresetQuery, PrometheusQuery, ScrapewatchQuery } from '../query/model';
import { parseQuery } from '../query/parseQuery';
import { presets } from '../query/presets';
import { keepingBuiltIns } from './grafanaTemplates';

/** The query with the values of the dashboard's variables in it; Grafana's own ones, such as the time range, stay. */
export function withValues(saved: ScrapewatchQuery, scopedVars: ScopedVars): ScrapewatchQuery {
  const parsed = parseQuery(saved);
  if (!parsed.ok) {
    return saved;
  }
  switch (parsed.query.queryType) {
    case 'preset':
      return presetWithValues(parsed.query, scopedVars);
    case 'prometheus':
      return prometheusWithValues(parsed.query, scopedVars);
    default:
      return interpolate(parsed.query, scopedVars, keepingBuiltIns).query;
  }
}

function presetWithValues(query: PresetQuery, scopedVars: ScopedVars): PresetQuery {
  const all = { ...presets[query.preset].args, ...query.args };
  const kept = interpolateArgs(all, scopedVars, keepingBuiltIns);
  // An argument that means all must say so, or the preset's default would bring the variable back.
  const dropped = Object.keys(all).filter((name) => !(name in kept));
  return { ...query, args: { ...kept, ...Object.fromEntries(dropped.map((name) => [name, []])) } };
}

function prometheusWithValues(query: PrometheusQuery, scopedVars: ScopedVars): PrometheusQuery {
  return { ...query, expr: keepingBuiltIns.replace(query.expr, scopedVars, String) };
}
