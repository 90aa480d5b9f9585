import React from 'react';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import type { ScrapewatchQuery } from '../query/model';
import { defaultQuery } from '../query/parseQuery';
import type { Fault } from '../transport/Fault';
import { getStyles } from './QueryEditor.styles';

interface Props {
  saved: ScrapewatchQuery;
  fault: Fault;
  onStartOver: (query: ScrapewatchQuery) => void;
}

/** A query that this version cannot read is shown and kept, and only replaced when the user says so. */
export function Unreadable({ saved, fault, onStartOver }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Alert severity="warning" title={fault.what}>
      <p>{fault.mend}</p>
      <pre className={styles.kept} aria-label="The query as it was saved">
        {JSON.stringify(saved, null, 2)}
      </pre>
      <Button
        variant="secondary"
        size="sm"
        onClick={() => onStartOver({ refId: saved.refId, datasource: saved.datasource, ...defaultQuery })}
      >
        Replace it by a new query
      </Button>
    </Alert>
  );
}
