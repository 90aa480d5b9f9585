import { FieldColorModeId, type GrafanaTheme2 } from '@grafana/data';
import type { Series } from './toQueue';

const BY_WORD: Record<string, string> = {
  processing: 'green',
  queued: 'blue',
  waiting: 'blue',
  pending: 'light-blue',
  retrying: 'orange',
  failed: 'red',
  cancelled: 'purple',
  arrivals: 'purple',
  arrived: 'purple',
  enqueued: 'purple',
  added: 'purple',
  incoming: 'purple',
  completions: 'dark-yellow',
  completed: 'dark-yellow',
  dequeued: 'dark-yellow',
  done: 'dark-yellow',
  outgoing: 'dark-yellow',
};

/** A colour that the user fixed for the field, else the state's own, else the next one of the palette. */
export function seriesColor({ field, word }: Series, index: number, theme: GrafanaTheme2): string {
  const { color } = field.config;
  if (color?.mode === FieldColorModeId.Fixed && color.fixedColor) {
    return theme.visualization.getColorByName(color.fixedColor);
  }
  const { palette } = theme.visualization;
  return theme.visualization.getColorByName(BY_WORD[word] ?? palette[index % palette.length]);
}
