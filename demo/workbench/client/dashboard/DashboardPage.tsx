import { getBackendSrv, isFetchError, locationService } from '@grafana/runtime';
import { UrlSyncContextProvider } from '@grafana/scenes';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import { z } from 'zod';
import { useBreadcrumbs } from '../shell/breadcrumbs';
import { dashboardSchema, type DashboardJson } from './dashboardJson';
import type { DashboardScene } from './DashboardScene';
import { dashboardToScene } from './dashboardToScene';

type Loaded = { scene: DashboardScene } | { error: string } | undefined;

/** `/d/:uid` */
export function DashboardPage() {
  const { uid = '' } = useParams();
  const [loaded, setLoaded] = useState<Loaded>();
  useEffect(() => {
    let isCurrent = true;
    setLoaded(undefined);
    loadScene(uid).then((next) => isCurrent && setLoaded(next));
    return () => {
      isCurrent = false;
    };
  }, [uid]);
  const title = loaded && 'scene' in loaded ? loaded.scene.state.json.title : '';
  useBreadcrumbs([{ text: 'Dashboards', url: '/' }, { text: title }]);

  if (!loaded) {
    return <LoadingPlaceholder text="Loading the dashboard" />;
  }
  if ('error' in loaded) {
    return <Alert severity="error" title={loaded.error} style={{ margin: 16 }} />;
  }
  const { scene } = loaded;
  return (
    <UrlSyncContextProvider scene={scene} updateUrlOnInit createBrowserHistorySteps>
      <scene.Component model={scene} />
    </UrlSyncContextProvider>
  );
}

/** `?refresh=` means none; scenes reads only intervals. */
function withRefreshOfUrl(json: DashboardJson): DashboardJson {
  const asked = new URLSearchParams(locationService.getLocation().search).get('refresh');
  return asked === '' || asked === 'off' || asked === 'false' ? { ...json, refresh: '' } : json;
}

async function loadScene(uid: string): Promise<Loaded> {
  try {
    const answer = await getBackendSrv().get<{ dashboard: unknown }>(`/api/dashboards/uid/${encodeURIComponent(uid)}`);
    const parsed = dashboardSchema.safeParse(answer.dashboard);
    if (!parsed.success) {
      return {
        error: `The JSON of dashboard ${uid} is not one the workbench can read: ${z.prettifyError(parsed.error)}`,
      };
    }
    return { scene: dashboardToScene(withRefreshOfUrl(parsed.data)) };
  } catch (error) {
    const reason = isFetchError(error) ? (error.data?.message ?? error.statusText) : String(error);
    return { error: `Dashboard ${uid} could not be loaded: ${reason}` };
  }
}
