import React from 'react';
import { Alert, Button, HorizontalGroup } from '@grafana/ui';
import { queryTypeLabels } from './queryTypeLabels';
import type { Switched } from './switchQuery';

interface Props {
  switched: Switched;
  onConfirm: () => void;
  onCancel: () => void;
}

/** What would be lost by another query type, asked before it happens. */
export function SwitchQuestion({ switched, onConfirm, onCancel }: Props) {
  const label = queryTypeLabels[switched.query.queryType];
  return (
    <Alert
      severity="warning"
      title={
        switched.carried ? `${label} cannot keep everything of this query` : 'This query would give way to another'
      }
    >
      <ul>
        {switched.losses.map((loss) => (
          <li key={loss}>{loss}</li>
        ))}
      </ul>
      <p>Choosing its type again brings it back, as long as this editor stays open.</p>
      <HorizontalGroup spacing="sm">
        <Button autoFocus size="sm" onClick={onConfirm}>
          Switch to {label}
        </Button>
        <Button size="sm" variant="secondary" onClick={onCancel}>
          Stay
        </Button>
      </HorizontalGroup>
    </Alert>
  );
}
