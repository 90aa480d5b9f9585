import { PluginContextProvider, type KeyValue } from '@grafana/data';
import { Alert, ErrorBoundaryAlert, LoadingPlaceholder } from '@grafana/ui';
import React, { useCallback } from 'react';
import { useLocation, useParams } from 'react-router-dom';
import { useBreadcrumbs } from '../shell/breadcrumbs';
import { errorMessage } from '../services/errorMessage';
import { useLoaded } from '../shell/useLoaded';
import { useServices } from '../shell/ServicesContext';

/** `/a/:id/*`: the pages of an app plugin, which draws them itself. */
export function AppPage() {
  const { id = '' } = useParams();
  const { pathname, search } = useLocation();
  const { plugins } = useServices();
  const loaded = useLoaded(useCallback(() => plugins.app(id), [plugins, id]));
  const plugin = loaded.state === 'done' ? loaded.value : undefined;
  useBreadcrumbs([{ text: plugin?.meta.name ?? id }]);

  if (loaded.state === 'failed') {
    const title = `The app ${id} could not be loaded: ${errorMessage(loaded.error)}`;
    return <Alert severity="error" title={title} style={{ margin: 24 }} />;
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
