import type { ScopedVars } from '@grafana/data';
import { interpolate, interpolateArgs, type Templates } from '../query/interpolate';
import type { PresetQuery, PrometheusQuery, ScrapewatchQuery } from '../query/model';
import { parseQuery } from '../query/parseQuery';
import { presets } from '../query/presets';
import { keepingBuiltIns } from './keepingBuiltIns';

/** The query with the values of the dashboard's variables in it; Grafana's own ones, such as the time range, stay. */
export function withValues(saved: ScrapewatchQuery, scopedVars: ScopedVars, all: Templates): ScrapewatchQuery {
  const templates = keepingBuiltIns(all);
  const parsed = parseQuery(saved);
  if (!parsed.ok) {
    return saved;
  }
  switch (parsed.query.queryType) {
    case 'preset':
      return presetWithValues(parsed.query, scopedVars, templates);
    case 'prometheus':
      return prometheusWithValues(parsed.query, scopedVars, templates);
    default:
      return interpolate(parsed.query, scopedVars, templates).query;
  }
}

function presetWithValues(query: PresetQuery, scopedVars: ScopedVars, templates: Templates): PresetQuery {
  const all = { ...presets[query.preset].args, ...query.args };
  const kept = interpolateArgs(all, scopedVars, templates);
  // An argument that means all must say so, or the preset's default would bring the variable back.
  const dropped = Object.keys(all).filter((name) => !(name in kept));
  return { ...query, args: { ...kept, ...Object.fromEntries(dropped.map((name) => [name, []])) } };
}

function prometheusWithValues(query: PrometheusQuery, scopedVars: ScopedVars, templates: Templates): PrometheusQuery {
  return { ...query, expr: templates.replace(query.expr, scopedVars, String) };
}
