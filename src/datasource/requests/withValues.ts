import type { ScopedVars } from '@grafana/data';
import { interpolate, interpolateArgs, type Templates } from '../query/interpolate';
import {
  isFilterGroup,
  type FilterNode,
  type Join,
  type PresetQuery,
  type PrometheusQuery,
  type ScrapewatchQuery,
} from '../query/model';
import { parseQuery } from '../query/parseQuery';
import { presets } from '../query/presets';
import { references } from '../query/references';
import { keepingBuiltIns } from './keepingBuiltIns';

/** The query with the values of the dashboard's variables in it; Grafana's own ones, such as the time range, stay. */
export function withValues(saved: ScrapewatchQuery, scopedVars: ScopedVars, all: Templates): ScrapewatchQuery {
  const templates = keepingBuiltIns(all);
  const parsed = parseQuery(saved);
  if (!parsed.ok) {
    return saved;
  }
  const { query } = parsed;
  return query.queryType === 'prometheus'
    ? prometheusWithValues(query, scopedVars, templates)
    : rowsWithValues(query, scopedVars, templates);
}

function rowsWithValues(query: Join['rows'], scopedVars: ScopedVars, templates: Templates): Join['rows'] {
  if (query.queryType === 'preset') {
    return presetWithValues(query, scopedVars, templates);
  }
  const replaced = interpolate(query, scopedVars, templates).query;
  return replaced.queryType === 'table' ? { ...replaced, filters: replaced.filters.map(asValue) } : replaced;
}

/** A value that holds a dollar sign is not read for variables again when the query is run; Grafana's own ones still are. */
function asValue(node: FilterNode): FilterNode {
  if (isFilterGroup(node)) {
    return { ...node, filters: node.filters.map(asValue) };
  }
  const text = [node.value].flat().join(' ');
  const isPlain = !text.includes('$') || /\$\{?__/.test(text);
  return isPlain ? node : { ...node, verbatim: true };
}

function presetWithValues(query: PresetQuery, scopedVars: ScopedVars, templates: Templates): PresetQuery {
  const all = { ...presets[query.preset].args, ...query.args };
  const kept = interpolateArgs(all, scopedVars, templates);
  // An argument that means all must say so, or the preset's default would bring the variable back.
  const dropped = Object.keys(all).filter((name) => !(name in kept));
  return { ...query, args: { ...kept, ...Object.fromEntries(dropped.map((name) => [name, []])) } };
}

function prometheusWithValues(query: PrometheusQuery, scopedVars: ScopedVars, templates: Templates): PrometheusQuery {
  const { expr, join } = query;
  // Each by itself: within a longer text Grafana's own ones could not be told from the others.
  const written = expr.replace(references, (reference) => templates.replace(reference, scopedVars, toPromql));
  const rows = join && rowsWithValues(join.rows, scopedVars, templates);
  return { ...query, expr: written, ...(join && rows ? { join: { ...join, rows } } : {}) };
}

/** Several values as PromQL can match them: any of them, each taken literally. */
function toPromql(value: unknown): string {
  return Array.isArray(value) && value.length !== 1
    ? `(${value.map((each) => String(each).replace(/[\\^$.*+?()[\]{}|]/g, '\\\\$&')).join('|')})`
    : String(value);
}
