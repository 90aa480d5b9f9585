import React from 'react';
import type { Field } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { cellText, processorOf } from '../../shared/fields/cell';
import { getStyles } from './CoverageGauge.styles';
import type { Order } from './options';
import type { Overall } from './toOverall';

interface Props {
  overall: Overall;
  field: Field;
  height: number;
  order: Order;
}

/** The figure of all rows together, and how many of them miss their target. */
export function CoverageOverall({ overall, field, height, order }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { value, kind, target, missed, measured } = overall;
  const side = order === 'highest' ? 'above' : 'below';
  return (
    <div className={styles.overall} style={{ height }}>
      <div className={styles.overallValue} style={{ borderLeftColor: processorOf(field, theme)(value).color }}>
        {cellText(field, value, theme)}
      </div>
      <div className={styles.overallText}>
        <div>{kind === 'weighted' ? 'Overall, found ÷ expected' : `Average of ${measured}`}</div>
        {missed !== null && (
          <div className={styles.muted}>
            {missed} of {measured} {side} target{target === null ? '' : ` ${cellText(field, target, theme)}`}
          </div>
        )}
      </div>
    </div>
  );
}
