import React, { useMemo, useRef, type KeyboardEvent } from 'react';
import { formattedValueToString, getValueFormat, type TimeZone } from '@grafana/data';
import { UPlotChart, useStyles2, useTheme2 } from '@grafana/ui';
import { buildPlot } from './buildPlot';
import { plotData, sampleAt } from './plotData';
import { getStyles } from './QueueChart.styles';
import { seriesColor } from './seriesColor';
import type { Series } from './toQueue';

interface Props {
  /** What the chart shows, for screen readers. */
  label: string;
  times: number[];
  series: Series[];
  stacked: boolean;
  showTimeAxis: boolean;
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  timeZone: TimeZone;
  width: number;
  height: number;
  syncKey: string;
  /** Called with the time under the cursor, null when it leaves; must not change between renders. */
  onHover: (time: number | null) => void;
  onZoom: (from: number, to: number) => void;
}

type UPlot = Parameters<NonNullable<React.ComponentProps<typeof UPlotChart>['plotRef']>>[0];

/** Series over time on one scale; the arrow keys move the cursor from sample to sample. */
export function QueuePlot(props: Props) {
  const { label, times, series, stacked, showTimeAxis, from, to, timeZone, width, height, syncKey, onHover, onZoom } =
    props;
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const plot = useRef<UPlot | null>(null);
  const { unit, decimals } = series[0].field.config;
  // A new configuration makes uPlot start over, so it depends on what is drawn and never on the values.
  const colors = series.map((entry, index) => seriesColor(entry, index, theme)).join('|');
  const isSingle = times.length === 1;

  const config = useMemo(() => {
    const builder = buildPlot({
      colors: colors.split('|'),
      stacked,
      showTimeAxis,
      showPoints: isSingle,
      theme,
      timeZone,
      syncKey,
      format: (value) => formattedValueToString(getValueFormat(unit ?? 'short')(value, decimals)),
      onZoom,
    });
    builder.addHook('setCursor', (u) => onHover(cursorTime(u)));
    return builder;
  }, [colors, stacked, showTimeAxis, isSingle, theme, timeZone, syncKey, unit, decimals, onZoom, onHover]);

  const data = useMemo(
    () =>
      plotData(
        times,
        series.map(({ values }) => values),
        stacked,
        { from, to }
      ),
    [times, series, stacked, from, to]
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const u = plot.current;
    if (step === undefined || !u) {
      return;
    }
    event.preventDefault();
    const current = sampleAt(cursorTime(u), times);
    const start = step > 0 ? -1 : times.length;
    const next = Math.max(0, Math.min(times.length - 1, (current ?? start) + step));
    u.setCursor({ left: u.valToPos(times[next], 'x'), top: 1 });
  };

  return (
    <div
      className={styles.plot}
      role="img"
      aria-label={label}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => plot.current?.setCursor({ left: -10, top: -10 })}
    >
      {/* Grafana 10.1 forgets a new configuration that comes together with a new size. */}
      <UPlotChart
        key={`${colors} ${showTimeAxis}`}
        data={data}
        config={config}
        width={width}
        height={height}
        plotRef={(u) => (plot.current = u)}
      />
    </div>
  );
}

/** The time under the cursor, null when it is not over the chart. */
function cursorTime(u: UPlot): number | null {
  const left = u.cursor.left ?? -1;
  return left < 0 ? null : u.posToVal(left, 'x');
}
