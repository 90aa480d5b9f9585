import type { SelectableValue } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';

/** The dashboard's variables as values to choose; none in Explore, where they do not exist. */
export function dashboardVariables(): Array<SelectableValue<string>> {
  return getTemplateSrv()
    .getVariables()
    .filter(({ type }) => type !== 'adhoc' && type !== 'datasource')
    .map(({ name, label }) => ({ label: `$${name}`, value: `$${name}`, description: label ?? 'dashboard variable' }));
}
