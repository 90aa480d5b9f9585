import { PluginContextProvider, type AppPlugin, type KeyValue } from '@grafana/data';
import { Alert, ErrorBoundaryAlert, LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useLocation, useParams } from 'react-router-dom';
import { useBreadcrumbs } from '../shell/breadcrumbs';
import { useServices } from '../shell/ServicesContext';

/** `/a/:id/*`: the pages of an app plugin, which draws them itself. */
export function AppPage() {
  const { id = '' } = useParams();
  const { pathname, search } = useLocation();
  const { plugins } = useServices();
  const [plugin, setPlugin] = useState<AppPlugin>();
  const [error, setError] = useState<string>();
  useBreadcrumbs([{ text: plugin?.meta.name ?? id }]);

  useEffect(() => {
    let isCurrent = true;
    setPlugin(undefined);
    setError(undefined);
    plugins.app(id).then(
      (loaded) => isCurrent && setPlugin(loaded),
      (reason: unknown) => isCurrent && setError(reason instanceof Error ? reason.message : String(reason))
    );
    return () => {
      isCurrent = false;
    };
  }, [id, plugins]);

  if (error) {
    return <Alert severity="error" title={`The app ${id} could not be loaded: ${error}`} style={{ margin: 24 }} />;
  }
  if (!plugin) {
    return <LoadingPlaceholder text="Loading" />;
  }
  if (!plugin.root) {
    return <Alert severity="info" title={`The app ${plugin.meta.name} has no page`} style={{ margin: 24 }} />;
  }
  const Root = plugin.root;
  const query: KeyValue = Object.fromEntries(new URLSearchParams(search));
  return (
    <PluginContextProvider meta={plugin.meta}>
      <ErrorBoundaryAlert>
        <Root meta={plugin.meta} basename={`/a/${id}`} path={pathname} query={query} onNavChanged={() => undefined} />
      </ErrorBoundaryAlert>
    </PluginContextProvider>
  );
}
