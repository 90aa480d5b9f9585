import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import { Route, Routes, useLocation } from 'react-router-dom';
import { DashboardPage } from './dashboard/DashboardPage';
import { DashboardList } from './shell/DashboardList';

const ExplorePage = lazy(async () => ({ default: (await import('./explore/ExplorePage')).ExplorePage }));
const DataSourcePage = lazy(async () => ({ default: (await import('./connections/DataSourcePage')).DataSourcePage }));
const SupportEditorPage = lazy(async () => ({
  default: (await import('./connections/SupportEditorPage')).SupportEditorPage,
}));
const AppPage = lazy(async () => ({ default: (await import('./app/AppPage')).AppPage }));

/** The addresses of the workbench; Grafana's own, so that links of dashboards and plugins lead somewhere. */
export function Pages() {
  return (
    <Suspense fallback={<LoadingPlaceholder text="Loading" />}>
      <Routes>
        <Route path="/" element={<DashboardList />} />
        <Route path="/dashboards" element={<DashboardList />} />
        <Route path="/d/:uid/:slug?" element={<DashboardPage />} />
        <Route path="/explore" element={<ExplorePage />} />
        <Route path="/connections/datasources/edit/:uid" element={<DataSourcePage />} />
        <Route path="/connections/datasources/edit/:uid/:part" element={<SupportEditorPage />} />
        <Route path="/a/:id/*" element={<AppPage />} />
        <Route path="*" element={<NotHere />} />
      </Routes>
    </Suspense>
  );
}

function NotHere() {
  const { pathname } = useLocation();
  return (
    <Alert severity="info" title={`The workbench has no page ${pathname}; Grafana has it`} style={{ margin: 24 }} />
  );
}
