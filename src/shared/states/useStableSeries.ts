import { useState } from 'react';
import { LoadingState, type DataFrame, type PanelData } from '@grafana/data';

/** The panel's frames; while a new query runs and has brought nothing yet, the last ones, so that nothing flickers. */
export function useStableSeries(data: PanelData): DataFrame[] {
  const [kept, setKept] = useState(data.series);
  const waiting = data.state === LoadingState.Loading && data.series.length === 0;
  if (!waiting && kept !== data.series) {
    setKept(data.series);
  }
  return waiting ? kept : data.series;
}
