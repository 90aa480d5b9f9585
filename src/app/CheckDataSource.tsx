import React, { useState } from 'react';
import { getDataSourceSrv } from '@grafana/runtime';
import { Alert, Button, InlineField, Select, useStyles2 } from '@grafana/ui';
import { getStyles } from './App.styles';
import { DATA_SOURCE_TYPE } from './pieces';
import { testDataSource, type TestResult } from './testDataSource';

/** Runs the chosen data source's own health check and shows what it says. */
export function CheckDataSource() {
  const styles = useStyles2(getStyles);
  const sources = getDataSourceSrv().getList({ pluginId: DATA_SOURCE_TYPE });
  const [uid, setUid] = useState(sources[0]?.uid);
  const [running, setRunning] = useState(false);
  const [result, setResult] = useState<TestResult | null>(null);

  if (uid === undefined) {
    return <Alert title="No Scrapewatch data source is configured yet" severity="info" />;
  }
  const check = async () => {
    setRunning(true);
    setResult(await testDataSource(() => getDataSourceSrv().get(uid)));
    setRunning(false);
  };
  return (
    <div>
      <div className={styles.row}>
        <InlineField label="Data source">
          <Select
            aria-label="Data source"
            width={28}
            options={sources.map((source) => ({ label: source.name, value: source.uid }))}
            value={uid}
            onChange={(option) => {
              setUid(option.value ?? uid);
              setResult(null);
            }}
          />
        </InlineField>
        <Button icon={running ? 'fa fa-spinner' : 'heart'} disabled={running} onClick={() => void check()}>
          Check
        </Button>
      </div>
      {result && (
        <div role="status">
          <Alert title={result.message} severity={result.ok ? 'success' : 'error'}>
            {result.detail}
          </Alert>
        </div>
      )}
    </div>
  );
}
