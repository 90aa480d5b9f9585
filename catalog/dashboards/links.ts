import { type DashboardLink, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { ArgValue } from '../../src/datasource/query/model';
import { presetQuery, scrapewatch } from './dataSources';

/** A link on a value, a row or a panel. `url` may hold dashboard variables and `${__data.fields.column}`. */
export interface Link {
  title: string;
  url: string;
}

export const overviewUid = 'scrapewatch-overview';

/**
 * The value of a column in the clicked row, encoded for a query string. Grafana's link sanitiser decodes it again
 * (@braintree/sanitize-url since 7), so a value with & # % or + still cuts the link short; slugs, handles and ids do not.
 */
export function cell(column: string): string {
  return `\${__data.fields.${column}:percentencode}`;
}

/**
 * Opens Explore on the log lines that the arguments of preset `logs` choose, in the dashboard's time range.
 * Form: https://grafana.com/docs/grafana/latest/explore/get-started-with-explore/#generate-explore-urls-from-external-tools
 */
export function logsLink(title: string, args: Record<string, ArgValue>): Link {
  const pane = {
    datasource: scrapewatch.uid,
    // Only these arguments: Explore has none of the dashboard's variables.
    queries: [{ ...presetQuery('A', 'logs'), args }],
    range: { from: '${__from}', to: '${__to}' },
  };
  return {
    title,
    url: `/explore?schemaVersion=1&panes=${encodeAround(JSON.stringify({ scrapewatch: pane }))}&orgId=1`,
  };
}

/** Opens this dashboard narrowed to one value of a variable; data source and time range are kept. */
export function narrowLink(title: string, variable: string, value: string): Link {
  return { title, url: `/d/${overviewUid}?\${ds:queryparam}&var-${variable}=${value}&\${__url_time_range}` };
}

/** Opens one panel alone. */
export function panelLink(title: string, panelId: number): Link {
  return { title, url: `/d/${overviewUid}?\${ds:queryparam}&\${__url_time_range}&viewPanel=${panelId}` };
}

/** A link as the SDK wants it on a panel; unused fields stay at the values Grafana itself writes. */
export function toDashboardLink({ title, url }: Link): DashboardLink {
  return {
    title,
    url,
    type: DashboardLinkType.Link,
    icon: '',
    tooltip: '',
    tags: [],
    asDropdown: false,
    targetBlank: false,
    includeVars: false,
    keepTime: false,
  };
}

/** Percent-encodes a string but leaves `${…}` readable, since Grafana must still find its variables in it. */
function encodeAround(text: string): string {
  return text
    .split(/(\$\{[^}]+\})/)
    .map((part) => (part.startsWith('${') ? part : encodeURIComponent(part)))
    .join('');
}
