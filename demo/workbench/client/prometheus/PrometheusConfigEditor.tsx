import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { InlineField, Input } from '@grafana/ui';
import React from 'react';
import type { PrometheusJsonData } from './model';

/** The address is where Prometheus listens; the server goes there, never the browser. */
export function PrometheusConfigEditor({
  options,
  onOptionsChange,
}: DataSourcePluginOptionsEditorProps<PrometheusJsonData>) {
  return (
    <>
      <InlineField label="Prometheus server URL" labelWidth={24}>
        <Input
          width={50}
          value={options.url}
          placeholder="http://localhost:9090"
          onChange={({ currentTarget }) => onOptionsChange({ ...options, url: currentTarget.value })}
        />
      </InlineField>
      <InlineField label="Scrape interval" labelWidth={24}>
        <Input
          width={20}
          value={options.jsonData.timeInterval ?? ''}
          placeholder="15s"
          onChange={({ currentTarget }) =>
            onOptionsChange({ ...options, jsonData: { ...options.jsonData, timeInterval: currentTarget.value } })
          }
        />
      </InlineField>
    </>
  );
}
