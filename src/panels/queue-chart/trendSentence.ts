import { dateTimeFormat, type TimeZone } from '@grafana/data';
import { formatAge } from '../../shared/text/formatAge';
import type { Flow, QueueTrend } from './queueTrend';

const DAY = 86_400_000;
/** A drain further off than this is a guess, not a forecast. */
const FARTHEST = 30 * DAY;

/** The trend in one sentence. */
export function trendSentence(trend: QueueTrend, timeZone: TimeZone): string {
  switch (trend.kind) {
    case 'unknown':
      return 'Too few samples to tell where the queue is going.';
    case 'empty':
      return 'Empty: nothing is waiting.';
    case 'growing':
      return `Growing by ${rate(trend.perMinute)}${flowText(trend.flow)} over ${span(trend.windowMs)}: ${count(trend.waiting)} waiting, not draining.`;
    case 'steady':
      return `Steady over ${span(trend.windowMs)}${flowText(trend.flow)}: ${count(trend.waiting)} waiting.`;
    case 'shrinking':
      return `Shrinking by ${rate(trend.perMinute)}${flowText(trend.flow)}: ${count(trend.waiting)} waiting, ${drain(trend.drainMs, trend.at, timeZone)}.`;
  }
}

function drain(drainMs: number, at: number, timeZone: TimeZone): string {
  if (drainMs > FARTHEST) {
    return 'more than 30 d to drain';
  }
  const format = drainMs < DAY ? 'HH:mm' : 'YYYY-MM-DD HH:mm';
  return `drained in about ${span(drainMs)}, at ${dateTimeFormat(at, { timeZone, format })}`;
}

function flowText(flow: Flow | null): string {
  return flow ? ` (${rate(flow.inPerMinute)} in, ${rate(flow.outPerMinute)} out)` : '';
}

function rate(perMinute: number): string {
  // Below one in ten minutes the hour is the readable unit.
  return perMinute > 0 && perMinute < 0.1 ? `${count(perMinute * 60)}/h` : `${count(perMinute)}/min`;
}

function count(value: number): string {
  const digits = value < 10 ? 1 : 0;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

function span(ms: number): string {
  return formatAge(ms / 1000);
}
