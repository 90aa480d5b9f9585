import { CoreApp, LoadingState, rangeUtil, type DataQueryRequest, type PanelData } from '@grafana/data';
import { getDataSourceSrv, toDataQueryError } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import {
  SceneDataNode,
  sceneGraph,
  SceneObjectBase,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VizPanel,
  type SceneObjectState,
} from '@grafana/scenes';
import type { Unsubscribable } from 'rxjs';
import { setActiveScene } from '../services/activeScene';
import { runRequest } from '../services/runRequest';
import type { ExplorePane } from './exploreUrl';
import { ExploreSceneRenderer } from './ExploreSceneRenderer';
import { pickViews } from './pickViews';

interface ExploreSceneState extends SceneObjectState {
  datasource: string;
  queries: DataQuery[];
  data?: PanelData;
  graph: VizPanel;
  table: VizPanel;
  timePicker: SceneTimePicker;
  refreshPicker: SceneRefreshPicker;
}

const maxDataPoints = 1000;
let requestCount = 0;

/** One data source, its queries and what they answered. */
export class ExploreScene extends SceneObjectBase<ExploreSceneState> {
  static Component = ExploreSceneRenderer;

  private running?: Unsubscribable;

  constructor(
    pane: ExplorePane,
    private readonly onRun: (pane: ExplorePane) => void
  ) {
    super({
      datasource: pane.datasource,
      queries: pane.queries.map((query) => ({ datasource: { uid: pane.datasource }, ...query })),
      $timeRange: new SceneTimeRange(pane.range),
      graph: new VizPanel({
        title: 'Graph',
        pluginId: 'timeseries',
        $data: new SceneDataNode(),
        options: graphOptions,
      }),
      table: new VizPanel({ title: 'Table', pluginId: 'table', $data: new SceneDataNode() }),
      timePicker: new SceneTimePicker({ isOnCanvas: true }),
      refreshPicker: new SceneRefreshPicker({ isOnCanvas: true, minRefreshInterval: '5s' }),
    });
    this.addActivationHandler(() => {
      const leave = setActiveScene(this);
      const range = sceneGraph.getTimeRange(this);
      this._subs.add(range.subscribeToState(() => this.run()));
      if (this.state.queries.length > 0) {
        this.run();
      }
      return () => {
        leave();
        this.running?.unsubscribe();
      };
    });
  }

  /** Asks again, dropping an answer that is still on its way; earlier rows stay until the new ones come. */
  run(): void {
    this.running?.unsubscribe();
    this.onRun(this.pane());
    void this.ask();
  }

  pane(): ExplorePane {
    const { from, to } = sceneGraph.getTimeRange(this).state;
    const { datasource, queries } = this.state;
    return { datasource, queries: queries.map((query) => ({ ...query })), range: { from, to } };
  }

  private async ask(): Promise<void> {
    const request = this.request();
    try {
      const source = await getDataSourceSrv().get(this.state.datasource);
      const targets = request.targets.map((target) => ({
        ...target,
        datasource: { type: source.type, uid: source.uid },
      }));
      this.running?.unsubscribe();
      this.running = runRequest(source, { ...request, targets }).subscribe((data) => this.show(data));
    } catch (error) {
      const failed = toDataQueryError(error);
      this.show({ state: LoadingState.Error, series: [], timeRange: request.range, error: failed, errors: [failed] });
    }
  }

  private request(): DataQueryRequest {
    const timeRange = sceneGraph.getTimeRange(this);
    const range = timeRange.state.value;
    const { interval, intervalMs } = rangeUtil.calculateInterval(range, maxDataPoints);
    return {
      app: CoreApp.Explore,
      requestId: `explore-${++requestCount}`,
      timezone: timeRange.getTimeZone(),
      range,
      rangeRaw: range.raw,
      interval,
      intervalMs,
      maxDataPoints,
      targets: this.state.queries.filter(({ hide }) => !hide),
      scopedVars: {
        __interval: { text: interval, value: interval },
        __interval_ms: { text: intervalMs, value: intervalMs },
      },
      startTime: Date.now(),
    };
  }

  private show(data: PanelData): void {
    const shown = data.state === LoadingState.Loading ? { ...data, series: this.state.data?.series ?? [] } : data;
    const views = pickViews(shown.series);
    setData(this.state.graph, { ...shown, series: views.graph });
    setData(this.state.table, { ...shown, series: views.table });
    this.setState({ data: shown });
  }
}

const graphOptions = {
  legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] },
  tooltip: { mode: 'multi', sort: 'none' },
};

function setData(panel: VizPanel, data: PanelData): void {
  if (panel.state.$data instanceof SceneDataNode) {
    panel.state.$data.setState({ data });
  }
}
