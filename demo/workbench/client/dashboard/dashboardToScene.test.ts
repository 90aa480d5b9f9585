// @vitest-environment jsdom
import { PanelPlugin } from '@grafana/data';
import {
  CustomVariable,
  dataLayers,
  DataSourceVariable,
  QueryVariable,
  SceneDataLayerSet,
  SceneDataNode,
  SceneDataTransformer,
  SceneGridItem,
  SceneGridRow,
  SceneQueryRunner,
  VizPanel,
} from '@grafana/scenes';
import { beforeAll, describe, expect, it } from 'vitest';
import { fillRegistries } from '../registries/fillRegistries';
import { dashboardSchema, type PanelJson } from './dashboardJson';
import { dashboardToScene } from './dashboardToScene';
import { missingFieldOptions } from './findMissing';
import { PanelTimeRange } from './PanelTimeRange';
import { panelToJson, withPanel } from './panelToJson';
import { RepeatedPanel } from './RepeatedPanel';
import { cannotDrawId } from './toPanel';

const gridPos = { x: 0, y: 0, w: 12, h: 8 };
const target = { refId: 'A', expr: 'up' };

function panelJson(panel: object = {}): object {
  return { id: 1, type: 'timeseries', title: 'Rate', gridPos, targets: [target], ...panel };
}

const read = (json: object) => dashboardSchema.parse({ uid: 'd', title: 'D', panels: [], ...json });
const toScene = (json: object) => dashboardToScene(read(json));

function onlyPanel(panel: object): VizPanel {
  const found = toScene({ panels: [panelJson(panel)] }).findPanel('1');
  if (!found) {
    throw new Error('no panel 1');
  }
  return found;
}

beforeAll(fillRegistries);

describe('a dashboard as a scene', () => {
  it('takes time range, refresh interval (never below 5 s) and cursor sync from the JSON', () => {
    const scene = toScene({ time: { from: 'now-24h', to: 'now-1h' }, refresh: '10s', graphTooltip: 1 });
    expect(scene.state.$timeRange?.state).toMatchObject({ from: 'now-24h', to: 'now-1h' });
    const picker = scene.state.controls.at(-1);
    expect(picker?.state).toMatchObject({ refresh: '10s' });
    expect((picker?.state as { intervals?: string[] }).intervals?.[0]).toBe('5s');
  });

  it('maps variables with their All value, and keeps queries that are objects', () => {
    const all = { multi: true, includeAll: true, allValue: '__all', current: { text: ['All'], value: ['$__all'] } };
    const { $variables } = toScene({
      templating: {
        list: [
          { name: 'ds', type: 'datasource', query: 'prometheus', current: {} },
          { name: 'system', type: 'query', query: { queryType: 'table', table: 'scrapers' }, ...all },
          { name: 'status', type: 'custom', query: 'queued,failed', ...all },
        ],
      },
    }).state;
    const [ds, system, status] = $variables?.state.variables ?? [];
    expect(ds).toBeInstanceOf(DataSourceVariable);
    expect(system).toBeInstanceOf(QueryVariable);
    expect(system?.state).toMatchObject({ allValue: '__all', query: { table: 'scrapers' }, value: ['$__all'] });
    expect(status).toBeInstanceOf(CustomVariable);
  });

  it('gives a panel its queries, step, points and transformations, each once', () => {
    const panel = onlyPanel({
      interval: '30s',
      maxDataPoints: 200,
      transformations: [{ id: 'organize', options: { excludeByName: { x: true } } }],
    });
    const transformer = panel.state.$data as SceneDataTransformer;
    const runner = transformer.state.$data as SceneQueryRunner;
    expect(runner.state).toMatchObject({ queries: [target], minInterval: '30s', maxDataPoints: 200 });
    expect(transformer.state.transformations).toEqual([{ id: 'organize', options: { excludeByName: { x: true } } }]);
  });

  it("gives a panel without queries data of its own, or it would draw the dashboard's annotations", () => {
    expect(onlyPanel({ type: 'text', targets: [] }).state.$data).toBeInstanceOf(SceneDataNode);
  });

  it('overrides the time range of a panel', () => {
    const { $timeRange } = onlyPanel({ timeFrom: '1h', timeShift: '1d', hideTimeOverride: true }).state;
    expect($timeRange).toBeInstanceOf(PanelTimeRange);
    expect($timeRange?.state).toMatchObject({ timeFrom: '1h', timeShift: '1d', hideTimeOverride: true });
  });

  it('puts the panels that follow an open row, and those inside a closed one, into the row', () => {
    const scene = toScene({
      panels: [
        panelJson({ id: 1 }),
        { id: 10, type: 'row', title: 'Open', gridPos },
        panelJson({ id: 2 }),
        { id: 11, type: 'row', title: 'Closed', collapsed: true, gridPos, panels: [panelJson({ id: 3 })] },
      ],
    });
    const [alone, open, closed] = scene.state.body.state.children;
    expect(alone).toBeInstanceOf(SceneGridItem);
    expect(open).toBeInstanceOf(SceneGridRow);
    expect((open as SceneGridRow).state).toMatchObject({ title: 'Open', isCollapsed: false });
    expect((open as SceneGridRow).state.children).toHaveLength(1);
    expect((closed as SceneGridRow).state).toMatchObject({ title: 'Closed', isCollapsed: true });
    expect(scene.findPanel('3')).toBeInstanceOf(VizPanel);
  });

  it('repeats a panel by a variable, across the whole width when horizontal', () => {
    const scene = toScene({ panels: [panelJson({ repeat: 'job', maxPerRow: 3 })] });
    const [item] = scene.state.body.state.children;
    expect(item).toBeInstanceOf(RepeatedPanel);
    expect(item?.state).toMatchObject({ variableName: 'job', maxPerRow: 3, width: 24, x: 0 });
  });

  it("queries annotations of data sources, not Grafana's own database", () => {
    const list = [
      { name: 'Alerts', builtIn: 1, datasource: { uid: '-- Grafana --' } },
      { name: 'Deployments', datasource: { uid: 'supa' }, enable: false, iconColor: 'purple' },
    ];
    const set = toScene({ annotations: { list } }).state.$data as SceneDataLayerSet;
    expect(set.state.layers).toHaveLength(1);
    expect(set.state.layers[0]).toBeInstanceOf(dataLayers.AnnotationsDataLayer);
    expect(set.state.layers[0]?.state).toMatchObject({ name: 'Deployments', isEnabled: false });
  });

  it('opens one panel alone, or in the editor, by the address', () => {
    const scene = toScene({ panels: [panelJson()] });
    scene.updateFromUrl({ viewPanel: 'panel-1' });
    expect(scene.state).toMatchObject({ viewPanel: '1', editPanel: undefined });
    scene.updateFromUrl({ editPanel: '1' });
    expect(scene.getUrlState()).toEqual({ viewPanel: undefined, editPanel: '1' });
  });

  it('refuses JSON that is not a dashboard', () => {
    expect(dashboardSchema.safeParse({ panels: [{ type: 'stat' }] }).success).toBe(false);
    expect(dashboardSchema.safeParse('x').success).toBe(false);
  });
});

describe('what the workbench cannot do is named, never skipped', () => {
  it.each([
    [
      'an unknown transformation',
      { transformations: [{ id: 'heatmap', options: {} }] },
      'the transformation "heatmap"',
    ],
    ['another panel as source', { datasource: { uid: '-- Dashboard --' } }, /another panel's result/],
    ['server-side expressions', { targets: [{ refId: 'B', datasource: { uid: '__expr__' } }] }, /expressions/],
    ['a library panel', { libraryPanel: { uid: 'x' } }, 'library panels'],
  ])('draws %s as a panel that says so', (_, panel, named) => {
    const { pluginId, options } = onlyPanel(panel).state;
    expect(pluginId).toBe(cannotDrawId);
    expect((options as { missing: string[] }).missing).toEqual([expect.stringMatching(named)]);
  });

  it('ignores a transformation that is switched off', () => {
    expect(onlyPanel({ transformations: [{ id: 'heatmap', disabled: true }] }).state.pluginId).toBe('timeseries');
  });

  it('names variables, repeated rows and annotations that it has no counterpart for', () => {
    const { missing } = toScene({
      templating: { list: [{ name: 'team', type: 'groupby' }] },
      panels: [{ id: 1, type: 'row', title: 'Each job', repeat: 'job', gridPos }],
      annotations: { list: [{ name: 'Notes', datasource: { uid: '-- Grafana --' } }] },
    }).state;
    expect(missing).toEqual([
      'the variable "team" of type "groupby"',
      'the repetition of row "Each job"',
      'the annotations "Notes" of Grafana\'s own database',
    ]);
  });

  it('names field options that the panel does not know, in defaults and overrides', () => {
    const plugin = new PanelPlugin(() => null).useFieldConfig({
      useCustomConfig: (builder) => builder.addNumberInput({ path: 'lineWidth', name: 'Line width' }),
    });
    plugin.meta = { ...plugin.meta, skipDataQuery: false };
    const fieldConfig = {
      defaults: { unit: 's', sparkle: true, custom: { lineWidth: 2, glow: { radius: 3 } } },
      overrides: [
        {
          matcher: { id: 'byName', options: 'x' },
          properties: [
            { id: 'custom.blink', value: true },
            { id: 'min', value: 0 },
          ],
        },
      ],
    };
    expect(missingFieldOptions({ fieldConfig }, plugin)).toEqual(['sparkle', 'custom.glow', 'custom.blink']);
  });
});

describe('an edited panel back as JSON', () => {
  it('holds the edits and keeps what the workbench does not model', () => {
    const json = read({ panels: [panelJson({ cacheTimeout: '60' })] });
    const scene = dashboardToScene(json);
    const panel = scene.findPanel('1') as VizPanel;
    panel.setState({ title: 'Renamed' });
    const changed = panelToJson(panel, json) as PanelJson;
    expect(changed).toMatchObject({ id: 1, title: 'Renamed', cacheTimeout: '60', targets: [target] });
    expect(withPanel(json, changed).panels[0]).toMatchObject({ title: 'Renamed' });
  });
});
