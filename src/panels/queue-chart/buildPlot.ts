import { colorManipulator, type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { AxisPlacement, PointVisibility, ScaleDirection, ScaleOrientation, UPlotConfigBuilder } from '@grafana/ui';

interface Plot {
  colors: string[];
  stacked: boolean;
  showTimeAxis: boolean;
  /** A single sample has no line to draw: it needs its point. */
  showPoints: boolean;
  theme: GrafanaTheme2;
  timeZone: TimeZone;
  /** Charts of one panel share it, so that their cursors move together. */
  syncKey: string;
  format: (value: number) => string;
  onZoom: (from: number, to: number) => void;
}

const Y_AXIS_SIZE = 52;
const BARE_AXIS_SIZE = 6;

/** uPlot's configuration for lines over time, filled and stacked on each other or plain. */
export function buildPlot({
  colors,
  stacked,
  showTimeAxis,
  showPoints,
  theme,
  timeZone,
  syncKey,
  format,
  onZoom,
}: Plot) {
  const builder = new UPlotConfigBuilder(timeZone);
  builder.addScale({
    scaleKey: 'x',
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: (_, min, max) => (min === max ? [min - 1, max + 1] : [min, max]),
  });
  builder.addScale({
    scaleKey: 'y',
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    min: 0,
  });
  builder.addAxis({
    scaleKey: 'x',
    isTime: true,
    placement: AxisPlacement.Bottom,
    timeZone,
    theme,
    // The chart above keeps the grid of the one below, whose labels serve both.
    ...(showTimeAxis
      ? {}
      : { size: BARE_AXIS_SIZE, ticks: { show: false }, values: (_, splits) => splits.map(() => '') }),
  });
  builder.addAxis({ scaleKey: 'y', placement: AxisPlacement.Left, size: Y_AXIS_SIZE, theme, formatValue: format });
  colors.forEach((color, index) => {
    builder.addSeries({
      scaleKey: 'y',
      theme,
      lineColor: color,
      lineWidth: stacked ? 1 : 2,
      fillColor: stacked ? colorManipulator.alpha(color, 0.45) : undefined,
      showPoints: showPoints ? PointVisibility.Always : PointVisibility.Never,
      pointSize: 5,
      spanNulls: false,
    });
    if (stacked && index > 0) {
      builder.addBand({ series: [index + 1, index], fill: colorManipulator.alpha(color, 0.45) });
    }
  });
  builder.setCursor({ drag: { x: true, y: false, setScale: false }, sync: { key: syncKey } });
  builder.addHook('setSelect', (u) => {
    if (u.select.width > 0) {
      onZoom(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x'));
      u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    }
  });
  return builder;
}
