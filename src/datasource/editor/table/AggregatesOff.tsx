import React from 'react';
import type { PanelData } from '@grafana/data';
import { Alert, Button, ClipboardButton, HorizontalGroup, useStyles2 } from '@grafana/ui';
import type { TableQuery } from '../../query/model';
import { Fault } from '../../transport/Fault';
import { getStyles } from './TableEditor.styles';

interface Props {
  query: TableQuery;
  data: PanelData | undefined;
  onComputeInBrowser: () => void;
}

/** The way on when the server refused to sum up. Nothing when it did not. */
export function AggregatesOff({ query, data, onComputeInBrowser }: Props) {
  const styles = useStyles2(getStyles);
  if (query.aggregateIn === 'browser' || !isRefused(query, data)) {
    return null;
  }
  const { command = '' } = fault;
  return (
    <Alert severity="info" title={fault.what}>
      <p>The rows can be summed up here instead, or somebody with the right to do so runs this SQL:</p>
      <pre className={styles.sql}>{command}</pre>
      <HorizontalGroup spacing="sm" wrap>
        <Button variant="primary" size="sm" onClick={onComputeInBrowser}>
          Compute in the browser
        </Button>
        <ClipboardButton variant="secondary" size="sm" icon="copy" getText={() => command}>
          Copy the SQL
        </ClipboardButton>
      </HorizontalGroup>
    </Alert>
  );
}

const fault = new Fault('aggregates-off');

// Grafana carries no codes of ours beside an error; the message begins with what our own catalogue says.
function isRefused({ refId }: TableQuery, data: PanelData | undefined): boolean {
  const errors = data?.errors ?? (data?.error ? [data.error] : []);
  return errors.some(
    (error) => (error.refId === undefined || error.refId === refId) && error.message?.startsWith(fault.what)
  );
}
