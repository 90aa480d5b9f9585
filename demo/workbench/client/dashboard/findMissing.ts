import type { PanelPlugin } from '@grafana/data';
import { canTransform } from '../registries/fillRegistries';
import type { DashboardJson, PanelJson, VariableJson } from './dashboardJson';

const variableTypes = ['query', 'custom', 'datasource', 'textbox', 'constant', 'interval', 'adhoc'];
const sourcesOfGrafanaItself: Record<string, string> = {
  '-- Dashboard --': 'the data source "-- Dashboard --" (another panel\'s result)',
  '-- Grafana --': 'the data source "-- Grafana --"',
  __expr__: 'server-side expressions',
};

/** What of a panel would change its picture if it were left out; such a panel is not drawn but says so. */
export function missingOfPanel(panel: PanelJson): string[] {
  const transformations = panel.transformations
    .filter(({ id, disabled }) => !disabled && !canTransform(id))
    .map(({ id }) => `the transformation "${id}"`);
  const sources = [panel.datasource, ...panel.targets.map(({ datasource }) => datasource)]
    .map((reference) => sourcesOfGrafanaItself[reference?.uid ?? ''])
    .filter((what) => what !== undefined);
  const library = panel.libraryPanel ? ['library panels'] : [];
  return [...new Set([...transformations, ...sources, ...library])];
}

/** What of a dashboard itself is missing. */
export function missingOfDashboard({ templating, panels, annotations }: DashboardJson): string[] {
  return [
    ...templating.list.filter(isUnknown).map(({ name, type }) => `the variable "${name}" of type "${type}"`),
    ...panels
      .filter(({ type, repeat }) => type === 'row' && repeat)
      .map(({ title }) => `the repetition of row "${title}"`),
    ...annotations.list
      .filter(({ builtIn, datasource }) => !builtIn && datasource?.uid === '-- Grafana --')
      .map(({ name }) => `the annotations "${name}" of Grafana's own database`),
  ];
}

function isUnknown({ type }: VariableJson): boolean {
  return !variableTypes.includes(type);
}

/** Field options that the panel's plugin does not know: they would be dropped before they reach a field. */
export function missingFieldOptions({ fieldConfig }: Pick<PanelJson, 'fieldConfig'>, plugin: PanelPlugin): string[] {
  const { custom = {}, ...standard } = fieldConfig.defaults;
  const known = new Set(plugin.fieldConfigRegistry.list().map(({ id }) => id));
  const used = [
    ...Object.entries(standard)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([id]) => id),
    ...customPaths(custom, known),
    ...fieldConfig.overrides.flatMap(({ properties }) => properties.map(({ id }) => id)),
  ];
  // Nothing to warn of when the plugin has no field options at all, or when the panel itself is not drawn.
  return plugin.meta.skipDataQuery ? [] : [...new Set(used.filter((id) => !known.has(id)))];
}

/** `custom` nests; an option may be registered at any depth ("custom.hideFrom" or "custom.scaleDistribution.type"). */
function customPaths(custom: Record<string, unknown>, known: Set<string>, prefix = 'custom'): string[] {
  return Object.entries(custom).flatMap(([key, value]) => {
    const path = `${prefix}.${key}`;
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
    const goesDeeper = [...known].some((id) => id.startsWith(`${path}.`));
    return isNested && !known.has(path) && goesDeeper
      ? customPaths(value as Record<string, unknown>, known, path)
      : [path];
  });
}
