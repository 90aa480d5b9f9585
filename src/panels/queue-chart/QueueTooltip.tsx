import React from 'react';
import { dateTimeFormat, type TimeZone } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { cellText } from '../../shared/fields/cell';
import { getStyles } from './QueueChart.styles';
import { seriesColor } from './seriesColor';
import type { Series } from './toQueue';

interface Props {
  time: number;
  index: number;
  series: Series[];
  timeZone: TimeZone;
  /** On which side of the panel it lies, away from the cursor. */
  side: 'left' | 'right';
}

/** Every series' value at one moment. */
export function QueueTooltip({ time, index, series, timeZone, side }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <div className={styles.tooltip[side]} role="status">
      <div className={styles.tooltipTime}>{dateTimeFormat(time, { timeZone })}</div>
      {series.map((entry, position) => (
        <div key={`${position} ${entry.label}`} className={styles.tooltipRow}>
          <span className={styles.swatch} style={{ background: seriesColor(entry, position, theme) }} />
          <span>{entry.label}</span>
          <span className={styles.tooltipValue}>{cellText(entry.field, entry.values[index], theme)}</span>
        </div>
      ))}
    </div>
  );
}
