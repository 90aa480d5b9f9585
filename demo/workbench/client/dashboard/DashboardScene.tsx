import { CoreApp, type DataQueryRequest } from '@grafana/data';
import {
  sceneGraph,
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  UserActionEvent,
  VizPanel,
  type SceneGridLayout,
  type SceneObject,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';
import { setActiveScene } from '../services/activeScene';
import type { DashboardJson } from './dashboardJson';
import { DashboardSceneRenderer } from './DashboardSceneRenderer';
import { panelIdOf, toPanelId } from './panelId';

export type Inspection = { panel: VizPanel; tab: 'data' | 'json' | 'notices' };

interface DashboardSceneState extends SceneObjectState {
  json: DashboardJson;
  /** What of the dashboard the workbench cannot do, as `missingOfDashboard` words it. */
  missing: string[];
  body: SceneGridLayout;
  controls: SceneObject[];
  /** Id of the one panel that fills the page. */
  viewPanel?: string;
  /** Id of the panel that is being edited. */
  editPanel?: string;
  inspection?: Inspection;
}

/** A dashboard that is open: its grid, or one of its panels alone, or one of its panels in the editor. */
export class DashboardScene extends SceneObjectBase<DashboardSceneState> {
  static Component = DashboardSceneRenderer;

  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: ['viewPanel', 'editPanel'] });

  constructor(state: DashboardSceneState) {
    super(state);
    this.addActivationHandler(() => {
      // A click on the list of errors and notices in a panel's header.
      const clicks = this.subscribeToEvent(UserActionEvent, ({ payload: { interaction, origin } }) => {
        if (interaction === 'panel-status-message-clicked' && origin instanceof VizPanel) {
          this.inspect(origin, 'notices');
        }
      });
      this._subs.add(clicks);
      return setActiveScene(this);
    });
  }

  getUrlState(): SceneObjectUrlValues {
    return { viewPanel: this.state.viewPanel, editPanel: this.state.editPanel };
  }

  updateFromUrl(values: SceneObjectUrlValues): void {
    const viewPanel = toPanelId(values.viewPanel);
    const editPanel = toPanelId(values.editPanel);
    if (viewPanel !== this.state.viewPanel || editPanel !== this.state.editPanel) {
      this.setState({ viewPanel, editPanel, inspection: undefined });
    }
  }

  /** Tells data sources who asks; Grafana adds the same to every request of a dashboard. */
  enrichDataRequest(source: SceneObject): Partial<DataQueryRequest> {
    const panel = closestPanel(source);
    return {
      app: CoreApp.Dashboard,
      dashboardUID: this.state.json.uid,
      dashboardTitle: this.state.json.title,
      ...(panel ? { panelId: panel.getLegacyPanelId(), panelName: panel.state.title } : {}),
    };
  }

  findPanel(id: string): VizPanel | undefined {
    const found = sceneGraph.findObject(this, (object) => object instanceof VizPanel && panelIdOf(object) === id);
    return found instanceof VizPanel ? found : undefined;
  }

  inspect(panel: VizPanel, tab: Inspection['tab']): void {
    this.setState({ inspection: { panel, tab } });
  }

  closeInspection(): void {
    this.setState({ inspection: undefined });
  }
}

function closestPanel(source: SceneObject): VizPanel | undefined {
  for (let object: SceneObject | undefined = source; object; object = object.parent) {
    if (object instanceof VizPanel) {
      return object;
    }
  }
  return undefined;
}
