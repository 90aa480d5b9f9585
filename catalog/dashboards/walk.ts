import type { Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { isPresetId, type PresetId } from '../../src/datasource/query/presets';
import type { Link } from './links';

/** The panels that draw something, in the order in which a phone stacks them. */
export function drawnPanels(panels: Array<Panel | RowPanel>): Panel[] {
  return panels.filter((panel): panel is Panel => panel.type !== 'row');
}

/** The presets that a panel asks. */
export function presetsOf(panel: Panel): PresetId[] {
  return (panel.targets ?? []).flatMap((target) =>
    'preset' in target && isPresetId(target.preset) ? [target.preset] : []
  );
}

/** Every link of a panel with where it is: on the panel itself or on a column. */
export function linksOf(panel: Panel): Link[] {
  const onColumns = (panel.fieldConfig?.overrides ?? []).flatMap(({ properties }) =>
    properties.flatMap(({ id, value }) => (id === 'links' ? (value as Link[]) : []))
  );
  const onPanel = (panel.links ?? []).map(({ title, url = '' }) => ({ title, url }));
  return [...onPanel, ...onColumns];
}

/** The columns that a panel's transformations keep; undefined when it keeps all. */
export function keptColumns(panel: Panel): string[] | undefined {
  const filter = panel.transformations?.find(({ id }) => id === 'filterFieldsByName');
  return (filter?.options as { include: { names: string[] } } | undefined)?.include.names;
}

/** The columns that a panel's overrides name. */
export function styledColumns(panel: Panel): string[] {
  return (panel.fieldConfig?.overrides ?? []).map(({ matcher }) => String(matcher.options));
}

/** Calls `visit` with every object inside a value, however deep. */
export function eachObject(value: unknown, visit: (object: Record<string, unknown>) => void): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  if (!Array.isArray(value)) {
    visit(value as Record<string, unknown>);
  }
  Object.values(value).forEach((inner) => eachObject(inner, visit));
}
