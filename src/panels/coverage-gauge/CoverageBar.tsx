import React from 'react';
import type { LinkModel } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import { cellText, processorOf } from '../../shared/fields/cell';
import { RowLink } from '../../shared/rows/RowLink';
import { getStyles } from './CoverageGauge.styles';
import type { Order } from './options';
import { positionOf, trendDirection, trendText, type Scale } from './toBar';
import { missesTarget } from './toOverall';
import type { CoverageRow } from './CoverageRow';

interface Props {
  row: CoverageRow;
  scale: Scale;
  order: Order;
  narrow: boolean;
  hasTrend: boolean;
  links: LinkModel[];
}

const ARROW = { up: 'arrow-up', down: 'arrow-down', flat: 'minus' } as const;

/** One row: name, bar with its target marked, value, trend. */
export function CoverageBar({ row, scale, order, narrow, hasTrend, links }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { value, target, trend, valueField } = row;
  const text = cellText(valueField, value, theme);
  const change =
    trend === null ? null : trendText(trend, valueField.config.unit, (size) => cellText(valueField, size, theme));
  const direction = change === null ? 'flat' : trendDirection(change);
  const missed = missesTarget(value, target, order);
  const described = [
    text,
    target === null ? '' : `target ${cellText(valueField, target, theme)}${missed ? ', missed' : ', met'}`,
    change === null ? '' : `trend ${change}`,
  ];

  return (
    <div className={narrow ? styles.rowNarrow : styles.row}>
      <div className={styles.name}>
        <RowLink text={row.name} links={links} />
      </div>
      <div
        className={styles.track}
        {...(value === null
          ? { 'aria-hidden': true }
          : {
              role: 'meter',
              'aria-label': row.name,
              'aria-valuemin': scale.min,
              'aria-valuemax': scale.max,
              'aria-valuenow': Math.min(scale.max, Math.max(scale.min, value)),
              'aria-valuetext': described.filter(Boolean).join(', '),
            })}
      >
        {value !== null && (
          <div
            className={styles.fill}
            style={{
              width: `${100 * positionOf(value, scale)}%`,
              background: processorOf(valueField, theme)(value).color ?? theme.colors.primary.main,
            }}
          />
        )}
        {target !== null && (
          <div
            className={styles.target}
            style={{ left: `${100 * positionOf(target, scale)}%` }}
            title={`Target ${cellText(valueField, target, theme)}`}
          />
        )}
      </div>
      <div className={missed ? styles.valueMissed : styles.value}>{text}</div>
      {hasTrend && (
        <div
          className={styles.trend[toneOf(direction, order)]}
          title={change === null ? undefined : 'Change over the time range'}
        >
          {change !== null && (
            <>
              <Icon name={ARROW[direction]} size="sm" />
              {change}
            </>
          )}
        </div>
      )}
    </div>
  );
}

function toneOf(direction: 'up' | 'down' | 'flat', order: Order): 'good' | 'bad' | 'plain' {
  if (direction === 'flat' || order === 'data') {
    return 'plain';
  }
  const goodDirection = order === 'lowest' ? 'up' : 'down';
  return direction === goodDirection ? 'good' : 'bad';
}
