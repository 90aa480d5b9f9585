import React, { useState } from 'react';
import { config } from '@grafana/runtime';
import { Alert, Button } from '@grafana/ui';
import { AppLink } from './AppLink';
import { bundleFile } from './bundleFile';
import { grafanaApi } from './grafanaApi';
import { importDashboard, type ImportResult } from './importDashboard';

const FILE = 'dashboards/overview.json';

/** Installs the Overview from the bundle; only Editors and Admins are offered it. */
export function ImportOverview({ baseUrl }: { baseUrl: string }) {
  const [running, setRunning] = useState(false);
  const [result, setResult] = useState<ImportResult | null>(null);
  const { orgRole } = config.bootData.user;

  if (orgRole !== 'Editor' && orgRole !== 'Admin') {
    return <Alert title="An Editor or Admin installs the dashboard" severity="info" />;
  }
  const install = async (overwrite: boolean) => {
    setRunning(true);
    setResult(await installFrom(baseUrl, overwrite));
    setRunning(false);
  };
  return (
    <div>
      {result?.kind !== 'exists' && (
        <Button icon="import" disabled={running} onClick={() => void install(false)}>
          Install the Overview
        </Button>
      )}
      <div role="status">
        {result?.kind === 'imported' && (
          <Alert title="The Overview is installed" severity="success">
            <AppLink path={result.path}>Open it</AppLink>
          </Alert>
        )}
        {result?.kind === 'exists' && (
          <Alert title={result.message} severity="warning">
            <Button variant="destructive" disabled={running} onClick={() => void install(true)}>
              Replace it
            </Button>
          </Alert>
        )}
        {result?.kind === 'failed' && (
          <Alert title={result.message} severity="error">
            {result.mend}
          </Alert>
        )}
      </div>
    </div>
  );
}

async function installFrom(baseUrl: string, overwrite: boolean): Promise<ImportResult> {
  try {
    const json: unknown = JSON.parse(await bundleFile(baseUrl, FILE));
    return await importDashboard(grafanaApi, json, overwrite);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      kind: 'failed',
      message,
      mend: 'Install the bundle again, or import the file from the source repository.',
    };
  }
}
