import { PanelPlugin, type PanelProps } from '@grafana/data';
import React, { useMemo } from 'react';
import { NoData } from '../NoData';
import { LogList } from './LogList';
import { readLogs } from './readLogs';

interface LogsOptions {
  showTime: boolean;
  wrapLogMessage: boolean;
  sortOrder: 'Ascending' | 'Descending';
}

function LogsPanel({ data, options, timeZone, id, fieldConfig }: PanelProps<LogsOptions>) {
  const lines = useMemo(
    () => readLogs(data.series, options.sortOrder === 'Ascending'),
    [data.series, options.sortOrder]
  );
  if (lines.length === 0) {
    return <NoData panelId={id} data={data} fieldConfig={fieldConfig} needsTimeField needsStringField />;
  }
  return <LogList lines={lines} timeZone={timeZone} showTime={options.showTime} wrap={options.wrapLogMessage} />;
}

export function logsPlugin(): PanelPlugin {
  return new PanelPlugin<LogsOptions>(LogsPanel).useFieldConfig().setPanelOptions((builder) =>
    builder
      .addBooleanSwitch({ path: 'showTime', name: 'Time', defaultValue: true })
      .addBooleanSwitch({ path: 'wrapLogMessage', name: 'Wrap lines', defaultValue: false })
      .addRadio({
        path: 'sortOrder',
        name: 'Order',
        defaultValue: 'Descending',
        settings: {
          options: [
            { value: 'Descending', label: 'Newest first' },
            { value: 'Ascending', label: 'Oldest first' },
          ],
        },
      })
  );
}
