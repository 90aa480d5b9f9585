import type { VizPanel } from '@grafana/scenes';

/** The panel's id in the dashboard's JSON; copies of a repeated panel have their own, as `5-clone-1`. */
export function panelIdOf(panel: VizPanel): string {
  return (panel.state.key ?? '').replace(/^panel-/, '');
}

/** `viewPanel=5` and the newer `viewPanel=panel-5` both name panel 5. */
export function toPanelId(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.replace(/^panel-/, '') : undefined;
}
