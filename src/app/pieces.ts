import type { ApiAnswer, GrafanaApi } from './grafanaApi';

export const APP_ID = 'scrapewatch-monitoring-app';
export const DATA_SOURCE_TYPE = 'scrapewatch-supabase-datasource';
export const OVERVIEW_UID = 'scrapewatch-overview';
export const START_PATH = `/a/${APP_ID}`;
export const SETUP_PATH = `${START_PATH}/setup`;

/** `hidden`: this user may not see whether it is there. */
export type PieceState = 'found' | 'missing' | 'hidden' | 'failed';

/** One part of the bundle and whether this Grafana has it. */
export interface Piece {
  id: string;
  label: string;
  state: PieceState;
  detail: string;
  /** A path of this Grafana where the piece is, or where it can be made. */
  href?: string;
}

export interface DataSourceChoice {
  uid: string;
  name: string;
}

const PLUGINS = [
  { id: DATA_SOURCE_TYPE, label: 'Data source plugin' },
  { id: 'scrapewatch-coveragegauge-panel', label: 'Coverage gauge panel' },
  { id: 'scrapewatch-scrapercards-panel', label: 'Scraper cards panel' },
  { id: 'scrapewatch-queuechart-panel', label: 'Queue chart panel' },
  { id: 'scrapewatch-alertinbox-panel', label: 'Alert inbox panel' },
];

/** Looks for every part of the bundle in this Grafana: configured data sources, the dashboard, the nested plugins. */
export async function findPieces(api: GrafanaApi, dataSources: DataSourceChoice[]): Promise<Piece[]> {
  const [dashboard, ...plugins] = await Promise.all([
    api.get(`/api/dashboards/uid/${OVERVIEW_UID}`),
    ...PLUGINS.map(({ id }) => api.get(`/api/plugins/${id}/settings`)),
  ]);
  return [
    dataSourcePiece(dataSources),
    dashboardPiece(dashboard),
    ...PLUGINS.map((plugin, index) => pluginPiece(plugin, plugins[index])),
  ];
}

function dataSourcePiece(dataSources: DataSourceChoice[]): Piece {
  const base = { id: 'data-source', label: 'A Scrapewatch data source' };
  if (dataSources.length === 0) {
    return { ...base, state: 'missing', detail: 'None is configured yet.', href: SETUP_PATH };
  }
  const [first] = dataSources;
  const detail = dataSources.map(({ name }) => name).join(', ');
  return { ...base, state: 'found', detail, href: `/connections/datasources/edit/${first.uid}` };
}

function dashboardPiece(answer: ApiAnswer): Piece {
  const base = { id: 'dashboard', label: 'The Overview dashboard' };
  if (answer.ok) {
    return { ...base, state: 'found', detail: 'Installed.', href: `/d/${OVERVIEW_UID}` };
  }
  if (answer.status === 404) {
    return { ...base, state: 'missing', detail: 'Not installed yet.', href: SETUP_PATH };
  }
  return { ...base, ...refused(answer) };
}

function pluginPiece({ id, label }: { id: string; label: string }, answer: ApiAnswer): Piece {
  const base = { id, label };
  if (answer.ok) {
    return { ...base, state: 'found', detail: 'Installed.' };
  }
  if (answer.status === 404) {
    return {
      ...base,
      state: 'missing',
      detail: `Grafana does not load it. Unsigned? Add ${id} to allow_loading_unsigned_plugins.`,
    };
  }
  return { ...base, ...refused(answer) };
}

function refused(answer: Extract<ApiAnswer, { ok: false }>): { state: PieceState; detail: string } {
  if (answer.status === 401 || answer.status === 403) {
    return { state: 'hidden', detail: 'Your role may not see this.' };
  }
  return { state: 'failed', detail: `Grafana did not say: ${answer.message}` };
}
