import { getBackendSrv, locationService } from '@grafana/runtime';
import { UrlSyncContextProvider } from '@grafana/scenes';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React, { useCallback } from 'react';
import { useParams } from 'react-router-dom';
import * as z from 'zod';
import { errorMessage } from '../services/errorMessage';
import { useLoaded } from '../shell/useLoaded';
import { useBreadcrumbs } from '../shell/breadcrumbs';
import { dashboardSchema, type DashboardJson } from './dashboardJson';
import type { DashboardScene } from './DashboardScene';
import { dashboardToScene } from './dashboardToScene';

/** `/d/:uid` */
export function DashboardPage() {
  const { uid = '' } = useParams();
  const loaded = useLoaded(useCallback(() => loadScene(uid), [uid]));
  const title = loaded.state === 'done' ? loaded.value.state.json.title : '';
  useBreadcrumbs([{ text: 'Dashboards', url: '/' }, { text: title }]);

  if (loaded.state === 'loading') {
    return <LoadingPlaceholder text="Loading the dashboard" />;
  }
  if (loaded.state === 'failed') {
    const problem = `Dashboard ${uid} could not be loaded: ${errorMessage(loaded.error)}`;
    return <Alert severity="error" title={problem} style={{ margin: 16 }} />;
  }
  const scene = loaded.value;
  return (
    <UrlSyncContextProvider scene={scene} updateUrlOnInit createBrowserHistorySteps>
      <scene.Component model={scene} />
    </UrlSyncContextProvider>
  );
}

/** @throws Error naming the field, when the dashboard's JSON is not one the workbench can read */
async function loadScene(uid: string): Promise<DashboardScene> {
  const address = `/api/dashboards/uid/${encodeURIComponent(uid)}`;
  const answer = await getBackendSrv().get<{ dashboard: unknown }>(address, undefined, undefined, {
    showErrorAlert: false,
  });
  const parsed = dashboardSchema.safeParse(answer.dashboard);
  if (!parsed.success) {
    throw new Error(`its JSON is not one the workbench can read. ${z.prettifyError(parsed.error)}`);
  }
  return dashboardToScene(withRefreshOfUrl(parsed.data));
}

/** `?refresh=` means none; scenes reads only intervals. */
function withRefreshOfUrl(json: DashboardJson): DashboardJson {
  const asked = new URLSearchParams(locationService.getLocation().search).get('refresh');
  return asked === '' || asked === 'off' || asked === 'false' ? { ...json, refresh: '' } : json;
}
