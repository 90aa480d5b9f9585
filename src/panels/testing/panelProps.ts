import {
  dateTime,
  EventBusSrv,
  LoadingState,
  type DataFrame,
  type PanelData,
  type PanelProps,
  type TimeRange,
} from '@grafana/data';

const from = dateTime('2026-11-21T00:00:00Z');
const to = dateTime('2026-11-21T06:00:00Z');
export const timeRange: TimeRange = { from, to, raw: { from, to } };

/** What Grafana hands to a panel: 600 × 400 px, six hours, data that has arrived. */
export function panelProps<T>(
  series: DataFrame[],
  options: T,
  more: Partial<Omit<PanelProps<T>, 'data'>> & { data?: Partial<PanelData> } = {}
): PanelProps<T> {
  const { data, ...rest } = more;
  return {
    id: 1,
    title: 'Panel',
    options,
    width: 600,
    height: 400,
    timeRange,
    timeZone: 'utc',
    transparent: false,
    fieldConfig: { defaults: {}, overrides: [] },
    renderCounter: 0,
    eventBus: new EventBusSrv(),
    onOptionsChange: () => undefined,
    onFieldConfigChange: () => undefined,
    onChangeTimeRange: () => undefined,
    replaceVariables: (text) => text,
    ...rest,
    data: { series, state: LoadingState.Done, timeRange, ...data },
  };
}
