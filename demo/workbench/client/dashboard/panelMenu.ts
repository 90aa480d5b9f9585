import { locationService } from '@grafana/runtime';
import { getExploreURL, sceneGraph, VizPanel, VizPanelMenu } from '@grafana/scenes';
import { DashboardScene } from './DashboardScene';
import { panelIdOf } from './panelId';

/** The menu at a panel's top right. */
export function panelMenu(): VizPanelMenu {
  return new VizPanelMenu({ $behaviors: [fillMenu] });
}

function fillMenu(menu: VizPanelMenu): void {
  const panel = sceneGraph.getAncestor(menu, VizPanel);
  const dashboard = sceneGraph.getAncestor(panel, DashboardScene);
  const id = panelIdOf(panel);
  const isSolo = dashboard.state.viewPanel !== undefined;
  menu.setItems([
    isSolo
      ? {
          text: 'Back to dashboard',
          iconClassName: 'arrow-left',
          onClick: () => locationService.partial({ viewPanel: null }),
        }
      : { text: 'View', iconClassName: 'eye', onClick: () => locationService.partial({ viewPanel: id }) },
    { text: 'Edit', iconClassName: 'edit', onClick: () => locationService.partial({ editPanel: id, viewPanel: null }) },
    { text: 'Explore', iconClassName: 'compass', onClick: () => void explore(panel) },
    { text: '', type: 'divider' },
    { text: 'Inspect data', iconClassName: 'table', onClick: () => dashboard.inspect(panel, 'data') },
    { text: 'Inspect JSON', iconClassName: 'brackets-curly', onClick: () => dashboard.inspect(panel, 'json') },
  ]);
}

async function explore(panel: VizPanel): Promise<void> {
  const { data } = sceneGraph.getData(panel).state;
  if (!data?.request) {
    return;
  }
  const { raw } = sceneGraph.getTimeRange(panel).state.value;
  const url = await getExploreURL(data, panel, raw);
  if (url) {
    locationService.push(url);
  }
}
