import React from 'react';
import type { DataQueryError, PanelData } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import { getStyles } from './QueryError.styles';
import { readMessage } from './readMessage';

interface Props {
  refId: string;
  data: PanelData | undefined;
}

/** Why this query failed, what may be the cause, and what mends it, where Grafana does not say so already. */
export function QueryError({ refId, data }: Props) {
  const styles = useStyles2(getStyles);
  const message = errorOf(data, refId)?.message;
  if (!message) {
    return null;
  }
  const { what, causes, mend, command } = readMessage(message);
  // Grafana shows one error beside the query itself, in one line: repeated only where the parts say more.
  if (data?.error?.refId === refId && causes.length === 0 && !command) {
    return null;
  }
  return (
    <Alert severity="error" title={what} className={styles.error}>
      {causes.length > 0 && (
        <>
          Possible causes:
          <ul className={styles.causes}>
            {causes.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ul>
        </>
      )}
      {mend && <p className={styles.mend}>{mend}</p>}
      {command && <pre className={styles.command}>{command}</pre>}
    </Alert>
  );
}

/** Grafana 10.1 has `error`, later versions `errors` with one for each query. */
function errorOf(data: PanelData | undefined, refId: string): DataQueryError | undefined {
  const known = data?.errors ?? (data?.error ? [data.error] : []);
  return known.find((error) => error.refId === refId);
}
