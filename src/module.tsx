import './shared/publicPath';
import React, { lazy, Suspense } from 'react';
import { AppPlugin, type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';

const LazyApp = lazy(() => import('./app/App'));

function AppRoot(props: AppRootProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
      <LazyApp {...props} />
    </Suspense>
  );
}

export const plugin = new AppPlugin().setRootPage(AppRoot);
