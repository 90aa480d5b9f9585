import { DataTopic, type DataTransformerConfig } from '@grafana/data';
import {
  SceneDataNode,
  SceneDataTransformer,
  SceneGridItem,
  SceneQueryRunner,
  VizPanel,
  type SceneDataProvider,
  type SceneGridItemLike,
} from '@grafana/scenes';
import type { PanelJson } from './dashboardJson';
import { missingOfPanel } from './findMissing';
import { FieldOptionsNote } from './FieldOptionsNote';
import { PanelLinks } from './PanelLinks';
import { PanelTimeRange } from './PanelTimeRange';
import { panelMenu } from './panelMenu';
import { RepeatedPanel } from './RepeatedPanel';

/** The panel type that stands in for a panel with something the workbench cannot do. */
export const cannotDrawId = 'workbench-cannot-draw';

/** A panel in its place on the grid. */
export function toGridItem(json: PanelJson): SceneGridItemLike {
  const { x, y, w: width, h: height } = json.gridPos;
  const place = { key: `grid-item-${json.id}`, x, y, width, height };
  if (!json.repeat) {
    return new SceneGridItem({ ...place, body: toPanel(json) });
  }
  return new RepeatedPanel({
    ...place,
    // Horizontal copies share the dashboard's whole width.
    ...(json.repeatDirection === 'v' ? {} : { x: 0, width: 24 }),
    source: toPanel(json),
    variableName: json.repeat,
    direction: json.repeatDirection ?? 'h',
    maxPerRow: json.maxPerRow ?? 4,
  });
}

export function toPanel(json: PanelJson): VizPanel {
  const missing = missingOfPanel(json);
  const about = {
    key: `panel-${json.id}`,
    title: json.title,
    description: json.description,
    hoverHeader: json.title === '',
    displayMode: json.transparent ? ('transparent' as const) : ('default' as const),
  };
  if (missing.length > 0) {
    return new VizPanel({ ...about, pluginId: cannotDrawId, options: { missing }, $data: new SceneDataNode() });
  }
  const { timeFrom, timeShift, hideTimeOverride } = json;
  return new VizPanel({
    ...about,
    pluginId: json.type,
    pluginVersion: json.pluginVersion,
    options: json.options,
    fieldConfig: json.fieldConfig as VizPanel['state']['fieldConfig'],
    menu: panelMenu(),
    titleItems: [new PanelLinks({ links: json.links }), new FieldOptionsNote({ json })],
    $timeRange:
      timeFrom || timeShift
        ? new PanelTimeRange({ timeFrom: timeFrom ?? undefined, timeShift: timeShift ?? undefined, hideTimeOverride })
        : undefined,
    $data: toData(json),
    // Its mere presence makes the panel's header list errors and notices; DashboardScene hears of the click.
    extendPanelContext: (_panel, context) => {
      context.onOpenInspector = () => undefined;
    },
  });
}

function toData(json: PanelJson): SceneDataProvider {
  if (json.targets.length === 0) {
    // Without data of its own a panel would take the dashboard's annotations for its data.
    return new SceneDataNode();
  }
  const $data = new SceneQueryRunner({
    queries: json.targets,
    datasource: json.datasource,
    maxDataPoints: json.maxDataPoints ?? undefined,
    maxDataPointsFromWidth: true,
    minInterval: json.interval ?? undefined,
    dataLayerFilter: { panelId: json.id },
  });
  return new SceneDataTransformer({ $data, transformations: json.transformations.map(toTransformation) });
}

function toTransformation({ topic, ...rest }: PanelJson['transformations'][number]): DataTransformerConfig {
  return topic === DataTopic.Annotations ? { ...rest, topic } : rest;
}
