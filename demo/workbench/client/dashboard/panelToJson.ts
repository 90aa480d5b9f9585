import { SceneDataTransformer, SceneQueryRunner, type VizPanel } from '@grafana/scenes';
import { isRow, type DashboardJson, type PanelJson } from './dashboardJson';
import { panelIdOf } from './panelId';

/** The panel's JSON as it is now, edits in the workbench included; what the workbench does not model stays as it was. */
export function panelToJson(panel: VizPanel, dashboard: DashboardJson): PanelJson | undefined {
  const [id] = panelIdOf(panel).split('-');
  const saved = allPanels(dashboard).find((candidate) => String(candidate.id) === id);
  if (!saved) {
    return undefined;
  }
  const { title, description, pluginId, pluginVersion, options, fieldConfig } = panel.state;
  const { $data } = panel.state;
  const runner = $data instanceof SceneDataTransformer ? $data.state.$data : $data;
  const isDrawn = pluginId === saved.type;
  return {
    ...saved,
    title,
    description,
    ...(isDrawn ? { options, pluginVersion, fieldConfig: fieldConfig as PanelJson['fieldConfig'] } : {}),
    ...(runner instanceof SceneQueryRunner ? { targets: runner.state.queries as PanelJson['targets'] } : {}),
  };
}

/** The dashboard's JSON with one panel replaced, wherever it lies. */
export function withPanel(dashboard: DashboardJson, changed: PanelJson): DashboardJson {
  return {
    ...dashboard,
    panels: dashboard.panels.map((panel) => {
      if (isRow(panel)) {
        return { ...panel, panels: panel.panels.map((inner) => (inner.id === changed.id ? changed : inner)) };
      }
      return panel.id === changed.id ? changed : panel;
    }),
  };
}

export function allPanels({ panels }: DashboardJson): PanelJson[] {
  return panels.flatMap((panel) => (isRow(panel) ? panel.panels : [panel]));
}
