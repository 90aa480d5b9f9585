import React from 'react';
import { locationUtil } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Alert, useStyles2 } from '@grafana/ui';
import { getStyles } from './PrometheusEditor.styles';

interface Props {
  /** Of the data source whose settings choose a Prometheus. */
  ownUid: string;
  prometheusUid: string | undefined;
}

/** Which Prometheus is asked, or where one is chosen. */
export function SourceLine({ ownUid, prometheusUid }: Props) {
  const styles = useStyles2(getStyles);
  const settings = prometheusUid ? getDataSourceSrv().getInstanceSettings({ uid: prometheusUid }) : undefined;
  if (settings) {
    return (
      <p className={styles.source}>
        Asks the Prometheus data source <strong>{settings.name}</strong>.
      </p>
    );
  }
  const title = prometheusUid
    ? `Grafana has no data source with the uid ${prometheusUid}, or you may not use it`
    : 'No Prometheus is chosen for this data source';
  return (
    <Alert severity="info" title={title}>
      Choose one under Prometheus in{' '}
      <a href={locationUtil.assureBaseUrl(`/connections/datasources/edit/${ownUid}`)}>this data source’s settings</a>,
      then Save &amp; test.
    </Alert>
  );
}
