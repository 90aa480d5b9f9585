import { css } from '@emotion/css';
import {
  PluginContextProvider,
  type DataSourcePlugin,
  type DataSourceApi,
  type DataSourceSettings,
} from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { Alert, Button, ErrorBoundaryAlert, InlineField, Input, LinkButton, LoadingPlaceholder } from '@grafana/ui';
import React, { useCallback, useState } from 'react';
import { useParams } from 'react-router-dom';
import { fetchBoot } from '../boot/fetchBoot';
import { exploreUrl } from '../explore/exploreUrl';
import { useBreadcrumbs } from '../shell/breadcrumbs';
import { useLoaded } from '../shell/useLoaded';
import { useServices } from '../shell/ServicesContext';
import { errorMessage } from '../services/errorMessage';
import { toInstanceSettings } from '../services/toInstanceSettings';
import type { WorkbenchServices } from '../services/WorkbenchServices';
import { testDataSource, type TestOutcome } from './testDataSource';

interface Form {
  settings: DataSourceSettings;
  plugin: DataSourcePlugin<DataSourceApi>;
}

/** `/connections/datasources/edit/:uid`: the data source's own form, and its health check. */
export function DataSourcePage() {
  const { uid = '' } = useParams();
  const services = useServices();
  const loaded = useLoaded(useCallback(() => load(uid, services), [uid, services]));
  const name = loaded.state === 'done' ? loaded.value.settings.name : uid;
  useBreadcrumbs([{ text: 'Data sources' }, { text: name }]);
  switch (loaded.state) {
    case 'loading':
      return <LoadingPlaceholder text="Loading" />;
    case 'failed': {
      const title = `The data source ${uid} cannot be shown: ${errorMessage(loaded.error)}`;
      return <Alert severity="error" title={title} style={{ margin: 24 }} />;
    }
    case 'done':
      return <DataSourceForm key={uid} form={loaded.value} />;
  }
}

function DataSourceForm({ form: { settings: saved, plugin } }: { form: Form }) {
  const services = useServices();
  const isAdmin = services.boot.user.orgRole === 'Admin';
  const [settings, setSettings] = useState(saved);
  const [outcome, setOutcome] = useState<TestOutcome>();
  const [isBusy, setBusy] = useState(false);
  const { ConfigEditor } = plugin.components;

  const saveAndTest = async (): Promise<void> => {
    setBusy(true);
    setOutcome(undefined);
    try {
      if (isAdmin) {
        setSettings(await save(settings, services));
      }
      setOutcome(await testDataSource(settings.uid));
    } catch (reason) {
      setOutcome({ status: 'error', message: errorMessage(reason) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className={page}>
      <h1>{settings.name}</h1>
      <p>Type: {plugin.meta?.name ?? settings.type}</p>
      {!isAdmin && (
        <Alert
          severity="info"
          title="Only an Admin may change data sources. Take the role Admin at the top right; the health check works for everyone."
        />
      )}
      <InlineField label="Name" labelWidth={24} disabled={!isAdmin}>
        <Input
          width={50}
          value={settings.name}
          onChange={({ currentTarget }) => setSettings({ ...settings, name: currentTarget.value })}
        />
      </InlineField>
      <PluginContextProvider meta={plugin.meta}>
        <ErrorBoundaryAlert>
          {ConfigEditor ? (
            <ConfigEditor options={{ ...settings, readOnly: !isAdmin }} onOptionsChange={setSettings} />
          ) : (
            <Alert severity="warning" title="This data source has no settings form" />
          )}
        </ErrorBoundaryAlert>
      </PluginContextProvider>
      {outcome && <Outcome outcome={outcome} />}
      <div className={buttons}>
        <Button onClick={() => void saveAndTest()} disabled={isBusy} icon={isBusy ? 'spinner' : undefined}>
          {isAdmin ? 'Save & test' : 'Test'}
        </Button>
        <LinkButton
          variant="secondary"
          href={exploreUrl({ datasource: settings.uid, queries: [], range: { from: 'now-1h', to: 'now' } })}
        >
          Explore
        </LinkButton>
      </div>
    </div>
  );
}

function Outcome({ outcome: { status, message, details } }: { outcome: TestOutcome }) {
  return (
    <Alert severity={status} title={message} data-testid="data-testid Alert datasource">
      {details && <pre className={detailsStyle}>{details}</pre>}
    </Alert>
  );
}

async function load(uid: string, { plugins }: WorkbenchServices): Promise<Form> {
  const settings = await getBackendSrv().get<DataSourceSettings>(
    `/api/datasources/uid/${encodeURIComponent(uid)}`,
    undefined,
    undefined,
    { showErrorAlert: false }
  );
  if (settings.type === 'prometheus') {
    const { prometheusPlugin } = await import('../prometheus/prometheusPlugin');
    return { settings, plugin: prometheusPlugin() };
  }
  return { settings, plugin: await plugins.dataSource(settings.type) };
}

/** Saves, then lets everybody work with what the server says now. */
async function save(settings: DataSourceSettings, { dataSources }: WorkbenchServices): Promise<DataSourceSettings> {
  const address = `/api/datasources/uid/${encodeURIComponent(settings.uid)}`;
  await getBackendSrv().put(address, settings, { showErrorAlert: false });
  const boot = await fetchBoot();
  boot.dataSources.forEach((source, index) => {
    if (source.uid === settings.uid) {
      dataSources.replace(toInstanceSettings(source, index));
    }
  });
  return getBackendSrv().get<DataSourceSettings>(address);
}

const page = css({ padding: 24, maxWidth: 1000, width: '100%', margin: '0 auto' });
const buttons = css({ display: 'flex', gap: 8, marginTop: 16 });
const detailsStyle = css({ margin: '8px 0 0', whiteSpace: 'pre-wrap' });
