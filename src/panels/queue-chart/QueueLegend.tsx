import React from 'react';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { cellText } from '../../shared/fields/cell';
import { getStyles } from './QueueChart.styles';
import { seriesColor } from './seriesColor';
import type { Series } from './toQueue';

interface Props {
  series: Series[];
  /** Labels of the series that are not drawn. */
  hidden: ReadonlySet<string>;
  onToggle: (label: string) => void;
  height: number;
}

/** The series with their newest values; each is a switch. */
export function QueueLegend({ series, hidden, onToggle, height }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <div className={styles.legend} style={{ height }}>
      {series.map((entry, index) => {
        const isHidden = hidden.has(entry.label);
        return (
          <button
            key={`${index} ${entry.label}`}
            type="button"
            className={isHidden ? styles.legendOff : styles.legendItem}
            aria-pressed={!isHidden}
            title={isHidden ? `Show ${entry.label}` : `Hide ${entry.label}`}
            onClick={() => onToggle(entry.label)}
          >
            <span className={styles.swatch} style={{ background: seriesColor(entry, index, theme) }} />
            {entry.label} <strong>{cellText(entry.field, lastValue(entry), theme)}</strong>
          </button>
        );
      })}
    </div>
  );
}

function lastValue({ values }: Series): number | null {
  for (let index = values.length - 1; index >= 0; index--) {
    if (values[index] !== null) {
      return values[index];
    }
  }
  return null;
}
