export const levels = ['critical', 'error', 'warning', 'info', 'debug', 'trace', 'unknown'] as const;
export type Level = (typeof levels)[number];

/** The colours that Grafana draws levels in, so that a line and its bar agree. */
export const levelColors: Record<Level, string> = {
  critical: '#B877D9',
  error: '#F2495C',
  warning: '#FF9830',
  info: '#73BF69',
  debug: '#5794F2',
  trace: '#8AB8FF',
  unknown: '#8E8E8E',
};

const beginnings: Array<[string, Level]> = [
  ['emerg', 'critical'],
  ['fatal', 'critical'],
  ['alert', 'critical'],
  ['crit', 'critical'],
  ['panic', 'critical'],
  ['err', 'error'],
  ['eror', 'error'],
  ['warn', 'warning'],
  ['info', 'info'],
  ['notice', 'info'],
  ['log', 'info'],
  ['deb', 'debug'],
  ['dbug', 'debug'],
  ['trac', 'trace'],
  ['verb', 'trace'],
];

/** The level that a word of a log stands for. */
export function toLevel(word: unknown): Level {
  const text = String(word ?? '').toLowerCase();
  return beginnings.find(([beginning]) => text.startsWith(beginning))?.[1] ?? 'unknown';
}
