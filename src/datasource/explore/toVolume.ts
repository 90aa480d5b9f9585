import { FieldColorModeId, FieldType, type DataFrame } from '@grafana/data';
import { levelColors, levels, toLevel, type Level } from './levels';

export interface VolumeOptions {
  /** Epoch milliseconds. */
  range: { from: number; to: number };
  timeColumn: string;
  severityColumn?: string;
}

/** How many log lines there were of each level and moment: a frame of bars a level, in which none is 0. */
export function toVolume(table: DataFrame, { range, timeColumn, severityColumn }: VolumeOptions): DataFrame[] {
  const width = barWidth(range.to - range.from);
  const first = Math.floor(range.from / width) * width;
  const times = Array.from({ length: Math.ceil((range.to - first) / width) }, (_, i) => first + i * width);
  const field = (name: string | undefined) => table.fields.find((each) => each.name === name)?.values ?? [];
  const at = field(timeColumn);
  const words = field(severityColumn);
  const counts = new Map<Level, number[]>();
  for (let row = 0; row < table.length; row++) {
    const time: unknown = at[row];
    const bar = typeof time === 'number' ? Math.floor((time - first) / width) : -1;
    if (bar >= 0 && bar < times.length) {
      const level = toLevel(words[row]);
      const bars = counts.get(level) ?? times.map(() => 0);
      bars[bar]++;
      counts.set(level, bars);
    }
  }
  const found = levels.filter((level) => counts.has(level));
  const isPlain = found.length === 1 && found[0] === 'unknown';
  return found.map((level) => toFrame(times, counts.get(level) ?? [], level, isPlain ? 'logs' : level, width));
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const widths = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12, 24, 48, 168].map((n) => n * hour),
];
const mostBars = 100;

function barWidth(spanMs: number): number {
  const weeks = Math.ceil(spanMs / mostBars / (168 * hour)) * 168 * hour;
  return widths.find((width) => spanMs / width <= mostBars) ?? weeks;
}

function toFrame(times: number[], counts: number[], level: Level, name: string, width: number): DataFrame {
  const color = levelColors[level];
  return {
    refId: `log-volume-${level}`,
    length: times.length,
    fields: [
      { name: 'Time', type: FieldType.time, config: { interval: width }, values: times },
      {
        name: 'Value',
        type: FieldType.number,
        values: counts,
        labels: { level },
        config: {
          displayNameFromDS: name,
          color: { mode: FieldColorModeId.Fixed, fixedColor: color },
          custom: {
            drawStyle: 'bars',
            barAlignment: 0,
            lineWidth: 0,
            lineColor: color,
            pointColor: color,
            fillColor: color,
            fillOpacity: 100,
            stacking: { mode: 'normal', group: 'A' },
          },
        },
      },
    ],
  };
}
