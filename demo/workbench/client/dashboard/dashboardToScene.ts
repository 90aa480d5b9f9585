import {
  behaviors,
  dataLayers,
  SceneControlsSpacer,
  SceneDataLayerSet,
  SceneGridLayout,
  SceneGridRow,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  SceneVariableSet,
  VariableValueSelectors,
  type SceneGridItemLike,
} from '@grafana/scenes';
import { AnnotationToggles } from './AnnotationToggles';
import { isRow, type AnnotationJson, type DashboardJson, type PanelJson, type RowJson } from './dashboardJson';
import { DashboardLinks } from './DashboardLinks';
import { DashboardScene } from './DashboardScene';
import { missingOfDashboard } from './findMissing';
import { toGridItem } from './toPanel';
import { toVariable } from './toVariable';

const refreshIntervals = ['5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h', '2h', '1d'];

/** The whole dashboard as a scene: what the workbench cannot do of it is named by the scene, never left out silently. */
export function dashboardToScene(json: DashboardJson): DashboardScene {
  const variables = json.templating.list.map(toVariable).filter((variable) => variable !== undefined);
  return new DashboardScene({
    json,
    missing: missingOfDashboard(json),
    $timeRange: new SceneTimeRange({
      ...json.time,
      timeZone: json.timezone || undefined,
      weekStart: toWeekStart(json.weekStart),
    }),
    $variables: new SceneVariableSet({ variables }),
    $data: new SceneDataLayerSet({ layers: json.annotations.list.filter(isQueried).map(toLayer) }),
    $behaviors: [
      new behaviors.CursorSync({ sync: json.graphTooltip }),
      new behaviors.SceneQueryController(),
      new behaviors.LiveNowTimer({ enabled: json.liveNow }),
    ],
    controls: [
      new VariableValueSelectors({}),
      new AnnotationToggles({}),
      new SceneControlsSpacer(),
      new DashboardLinks({ links: json.links }),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({
        isOnCanvas: true,
        refresh: json.refresh || '',
        intervals: json.timepicker.refresh_intervals ?? refreshIntervals,
        minRefreshInterval: '5s',
      }),
    ],
    body: new SceneGridLayout({ isDraggable: false, isResizable: false, children: toGrid(json.panels) }),
  });
}

/** An expanded row owns the panels that follow it; a collapsed one carries its own. */
function toGrid(panels: Array<PanelJson | RowJson>): SceneGridItemLike[] {
  const top: SceneGridItemLike[] = [];
  let open: { row: RowJson; children: SceneGridItemLike[] } | undefined;
  const close = (): void => {
    if (open) {
      top.push(toRow(open.row, open.children));
      open = undefined;
    }
  };
  for (const panel of panels) {
    if (isRow(panel)) {
      close();
      open = { row: panel, children: panel.panels.map(toGridItem) };
    } else {
      (open?.children ?? top).push(toGridItem(panel));
    }
  }
  close();
  return top;
}

function toRow(row: RowJson, children: SceneGridItemLike[]): SceneGridRow {
  return new SceneGridRow({
    key: `row-${row.id}`,
    title: row.title,
    y: row.gridPos.y,
    isCollapsed: row.collapsed,
    children,
  });
}

/** The built-in layer is Grafana's own database, which is not here. */
function isQueried({ builtIn, datasource }: AnnotationJson): boolean {
  return !builtIn && datasource?.uid !== '-- Grafana --';
}

function toLayer(json: AnnotationJson): dataLayers.AnnotationsDataLayer {
  return new dataLayers.AnnotationsDataLayer({
    key: `annotations-${json.name}`,
    name: json.name,
    isEnabled: json.enable,
    isHidden: json.hide,
    query: { iconColor: 'blue', ...json },
  });
}

function toWeekStart(day: string | undefined): 'saturday' | 'sunday' | 'monday' | undefined {
  return day === 'saturday' || day === 'sunday' || day === 'monday' ? day : undefined;
}
