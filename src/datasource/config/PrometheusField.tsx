import React from 'react';
import { DataSourcePicker } from '@grafana/runtime';
import { Field, Input } from '@grafana/ui';
import { ErrorBoundary } from '../editor/ErrorBoundary';

interface Props {
  uid: string | undefined;
  onChange: (uid: string | undefined) => void;
}

/** Chooses the Prometheus that belongs to this project; where Grafana's picker does not work, its uid is typed. */
export function PrometheusField(props: Props) {
  return (
    <Field label="Prometheus" description="Optional. The Prometheus data source that measures the same services.">
      <ErrorBoundary fallback={<UidInput {...props} />}>
        <Picker {...props} />
      </ErrorBoundary>
    </Field>
  );
}

function Picker({ uid, onChange }: Props) {
  return (
    <DataSourcePicker
      pluginId="prometheus" // asked by type, Grafana offers its built-in source as well
      noDefault
      current={uid ?? null}
      placeholder="None"
      onChange={(chosen) => onChange(chosen.uid)}
      onClear={() => onChange(undefined)}
    />
  );
}

function UidInput({ uid, onChange }: Props) {
  return (
    <Input
      aria-label="Prometheus uid"
      placeholder="uid of a Prometheus data source"
      value={uid ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
