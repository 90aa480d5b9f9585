import type { ApiAnswer, GrafanaApi } from './grafanaApi';

/** What became of an import; `mend` is what the user can do about it. */
export type ImportResult =
  | { kind: 'imported'; path: string }
  | { kind: 'exists'; message: string }
  | { kind: 'failed'; message: string; mend: string };

/**
 * Saves a dashboard under its own uid. Without `overwrite` one that is already there is left alone.
 * https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/#create--update-dashboard
 */
export async function importDashboard(api: GrafanaApi, json: unknown, overwrite: boolean): Promise<ImportResult> {
  if (!isDashboard(json)) {
    return { kind: 'failed', message: 'The bundle holds no dashboard.', mend: 'Install the bundle again.' };
  }
  const dashboard = { ...json, id: null };
  const answer = await api.post('/api/dashboards/db', { dashboard, overwrite, message: 'Imported from Scrapewatch' });
  return answer.ok ? { kind: 'imported', path: `/d/${json.uid}` } : toFailure(answer);
}

function toFailure({ status, message }: Extract<ApiAnswer, { ok: false }>): ImportResult {
  if (status === 412) {
    return {
      kind: 'exists',
      message: 'The dashboard is installed already. Replacing it drops changes made to it here.',
    };
  }
  if (status === 401 || status === 403) {
    const mend = 'Ask an Editor of the General folder to press this button.';
    return { kind: 'failed', message: 'You may not save dashboards here.', mend };
  }
  if (/provision/i.test(message)) {
    const mend = 'It is already there and follows that file: nothing to do.';
    return { kind: 'failed', message: 'The dashboard is provisioned from a file.', mend };
  }
  const mend = 'Download dashboards/overview.json from the bundle and import it under Dashboards → New → Import.';
  return { kind: 'failed', message: `Grafana refused it: ${message}`, mend };
}

function isDashboard(json: unknown): json is { uid: string } {
  return typeof json === 'object' && json !== null && 'uid' in json && typeof json.uid === 'string';
}
