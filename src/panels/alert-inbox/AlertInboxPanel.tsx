import React, { useMemo, useState } from 'react';
import { LoadingState, type DataFrame, type PanelData, type PanelProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { rowLinks } from '../../shared/fields/cell';
import { WindowedList } from '../../shared/rows/WindowedList';
import { describeEmpty, describeMissing } from '../../shared/states/describeState';
import { PanelMessage } from '../../shared/states/PanelMessage';
import { useStableSeries } from '../../shared/states/useStableSeries';
import { AlertChips } from './AlertChips';
import { getStyles } from './AlertInbox.styles';
import { AlertItem } from './AlertItem';
import { filterAlerts, NO_FILTER } from './filterAlerts';
import type { AlertInboxOptions } from './options';
import { toAlerts } from './toAlerts';

const EXPECTED = 'Expected a row for each alert with its name, status, severity and start.';
const NARROW = 480;
const ROW_HEIGHT = { wide: 68, narrow: 96 };
const CHIPS_HEIGHT = { wide: 36, narrow: 64 };

/** Alerts, open and most severe first, with chips that filter them. */
export function AlertInboxPanel({ data, options, width, height, timeZone }: PanelProps<AlertInboxOptions>) {
  const styles = useStyles2(getStyles);
  const series = useStableSeries(data);
  const [filter, setFilter] = useState(NO_FILTER);
  const result = useMemo(() => toAlerts(series, options), [series, options]);
  const alerts = useMemo(
    () => (result.kind === 'alerts' ? result.alerts.filter((alert) => alert.open || options.showResolved) : []),
    [result, options.showResolved]
  );

  if (result.kind === 'missing') {
    return <PanelMessage {...describeMissing(result.roles, result.available)} width={width} height={height} />;
  }
  if (result.kind === 'empty' && isAnswered(data, series)) {
    return (
      <PanelMessage title="No alerts" detail="Nothing has fired in this selection." width={width} height={height} />
    );
  }
  if (result.kind === 'empty') {
    return <PanelMessage {...describeEmpty(data, EXPECTED)} width={width} height={height} />;
  }
  if (alerts.length === 0) {
    return <PanelMessage title="Nothing is firing" width={width} height={height} />;
  }

  const size = width < NARROW ? 'narrow' : 'wide';
  const shown = filterAlerts(alerts, filter);
  const chipsHeight = height >= CHIPS_HEIGHT[size] + ROW_HEIGHT[size] ? CHIPS_HEIGHT[size] : 0;
  const listHeight = height - chipsHeight;
  return (
    <div style={{ width, height }}>
      {chipsHeight > 0 && <AlertChips alerts={alerts} filter={filter} onChange={setFilter} height={chipsHeight} />}
      {shown.length === 0 ? (
        <PanelMessage title="No alert matches the chips" width={width} height={listHeight} />
      ) : (
        <WindowedList
          label="Alerts"
          count={shown.length}
          height={listHeight}
          rowHeight={ROW_HEIGHT[size]}
          keyOf={(index) => shown[index].key}
        >
          {(index) => (
            <div className={styles.row}>
              <AlertItem
                alert={shown[index]}
                narrow={size === 'narrow'}
                dataLinks={rowLinks([result.nameField], shown[index].rowIndex)}
                timeZone={timeZone}
              />
            </div>
          )}
        </WindowedList>
      )}
    </div>
  );
}

/** An answer with columns and no rows is good news, not a missing query. */
function isAnswered(data: PanelData, series: DataFrame[]): boolean {
  return data.state === LoadingState.Done && series.some((frame) => frame.fields.length > 0);
}
