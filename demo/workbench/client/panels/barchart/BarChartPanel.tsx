import { css } from '@emotion/css';
import { VizOrientation, type GrafanaTheme2, type PanelProps } from '@grafana/data';
import type { OptionsWithLegend, OptionsWithTooltip } from '@grafana/schema';
import { SeriesIcon, Tooltip, useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { NoData } from '../NoData';
import { toBars, type Bar, type Bars } from './bars';

export interface BarChartOptions extends OptionsWithLegend, OptionsWithTooltip {
  xField?: string;
  orientation: VizOrientation;
  showValue: 'auto' | 'always' | 'never';
}

/** Grouped bars as boxes: simple, and readable at phone width because names and values are text. */
export function BarChartPanel({ data, options, width, height, id, fieldConfig }: PanelProps<BarChartOptions>) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const frame = data.series.find(({ length }) => length > 0);
  const bars = frame && toBars(frame, theme, options.xField);
  if (!bars) {
    return <NoData panelId={id} data={data} fieldConfig={fieldConfig} needsNumberField needsStringField />;
  }
  const isHorizontal =
    options.orientation === VizOrientation.Horizontal ||
    (options.orientation === VizOrientation.Auto && width / bars.groups.length < 24);
  const showLegend = options.legend.showLegend && bars.series.length > 1;
  const showValues =
    options.showValue === 'always' || (options.showValue === 'auto' && width / bars.groups.length > 44);
  return (
    <div style={{ width, height, display: 'flex', flexDirection: 'column' }}>
      <div className={isHorizontal ? styles.rows : styles.columns}>
        {bars.groups.map((group, index) => (
          <div key={`${group.label}-${index}`} className={isHorizontal ? styles.row : styles.column}>
            <div className={isHorizontal ? styles.rowBars : styles.columnBars}>
              {group.bars.map((bar) => (
                <BarBox
                  key={bar.series}
                  bar={bar}
                  bars={bars}
                  isHorizontal={isHorizontal}
                  showValue={showValues || isHorizontal}
                  label={group.label}
                />
              ))}
            </div>
            <div className={styles.label} title={group.label}>
              {group.label}
            </div>
          </div>
        ))}
      </div>
      {showLegend && (
        <div className={styles.legend}>
          {bars.series.map(({ name, color }) => (
            <span key={name}>
              <SeriesIcon color={color} /> {name}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

interface BarBoxProps {
  bar: Bar;
  bars: Bars;
  label: string;
  isHorizontal: boolean;
  showValue: boolean;
}

function BarBox({ bar, bars, label, isHorizontal, showValue }: BarBoxProps) {
  const styles = useStyles2(getStyles);
  const span = bars.max - bars.min || 1;
  const share = Number.isFinite(bar.value) ? Math.min(1, Math.abs(bar.value) / span) : 0;
  const size = `${(share * 100).toFixed(2)}%`;
  return (
    <Tooltip content={`${label} · ${bar.series}: ${bar.text}`}>
      <div className={isHorizontal ? styles.horizontalBar : styles.verticalBar}>
        {showValue && <span className={styles.value}>{bar.text}</span>}
        <div
          style={{ background: bar.color, opacity: 0.85, [isHorizontal ? 'width' : 'height']: size }}
          className={styles.fill}
        />
      </div>
    </Tooltip>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    columns: css({ flex: 1, minHeight: 0, display: 'flex', gap: theme.spacing(0.5) }),
    rows: css({ flex: 1, minHeight: 0, overflow: 'auto' }),
    column: css({ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }),
    row: css({
      display: 'grid',
      gridTemplateColumns: 'minmax(60px, 30%) 1fr',
      gap: theme.spacing(1),
      alignItems: 'center',
      direction: 'ltr',
      '& > :first-child': { order: 2 },
    }),
    columnBars: css({
      flex: 1,
      minHeight: 0,
      display: 'flex',
      alignItems: 'flex-end',
      gap: 1,
      borderBottom: `1px solid ${theme.colors.border.medium}`,
    }),
    rowBars: css({ display: 'flex', flexDirection: 'column', gap: 1, padding: theme.spacing(0.25, 0) }),
    verticalBar: css({
      flex: 1,
      height: '100%',
      display: 'flex',
      flexDirection: 'column',
      justifyContent: 'flex-end',
      alignItems: 'stretch',
    }),
    horizontalBar: css({
      display: 'flex',
      flexDirection: 'row-reverse',
      justifyContent: 'flex-end',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      minHeight: 16,
    }),
    fill: css({ minHeight: 2, minWidth: 2, alignSelf: 'stretch', borderRadius: 1 }),
    value: css({
      fontSize: theme.typography.size.xs,
      color: theme.colors.text.secondary,
      textAlign: 'center',
      whiteSpace: 'nowrap',
    }),
    label: css({
      fontSize: theme.typography.size.xs,
      color: theme.colors.text.secondary,
      textAlign: 'center',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    }),
    legend: css({
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 2),
      fontSize: theme.typography.bodySmall.fontSize,
    }),
  };
}
