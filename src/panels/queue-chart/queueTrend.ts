import type { Queue, Series } from './toQueue';

/** Where a queue is going, over the newest part of its samples. Rates are per minute, times in milliseconds. */
export type QueueTrend =
  | { kind: 'unknown' }
  | { kind: 'empty'; windowMs: number }
  | { kind: 'growing'; perMinute: number; waiting: number; windowMs: number; flow: Flow | null }
  | { kind: 'steady'; waiting: number; windowMs: number; flow: Flow | null }
  | {
      kind: 'shrinking';
      perMinute: number;
      waiting: number;
      windowMs: number;
      flow: Flow | null;
      drainMs: number;
      at: number;
    };

export interface Flow {
  inPerMinute: number;
  outPerMinute: number;
}

const WAITING = ['queued', 'waiting', 'pending', 'retrying'];
/** The newest fifth of the range, so that the answer follows the time picker, but never fewer samples than this. */
const WINDOW_SHARE = 0.2;
const FEWEST_SAMPLES = 6;
/** Less than this share of the traffic is noise, not a trend. */
const STEADY_SHARE = 0.05;
const MINUTE = 60_000;

/**
 * Growing, shrinking or steady, by arrivals − completions where both are there, else by the slope of what waits; and
 * when what waits will be gone at that rate.
 */
export function queueTrend({ times, states, arrivals, completions }: Queue): QueueTrend {
  const waiting = sumOf(waitingStates(states), times.length);
  const last = lastIndex(waiting);
  const first = windowStart(times, last);
  if (last - first < 2 || times[last] <= times[first]) {
    return { kind: 'unknown' };
  }
  const windowMs = times[last] - times[first];
  const minutes = windowMs / MINUTE;
  const flow = arrivals && completions ? flowOf(arrivals, completions, first, last, minutes) : null;
  const net = flow ? flow.inPerMinute - flow.outPerMinute : slope(times, waiting, first, last) * MINUTE;
  const left = waiting[last] ?? 0;
  const noise = Math.max(
    1 / minutes,
    STEADY_SHARE * (flow ? Math.max(flow.inPerMinute, flow.outPerMinute) : left / minutes)
  );

  if (net > noise) {
    return { kind: 'growing', perMinute: net, waiting: left, windowMs, flow };
  }
  if (left < 0.5) {
    return { kind: 'empty', windowMs };
  }
  if (net >= -noise) {
    return { kind: 'steady', waiting: left, windowMs, flow };
  }
  const drainMs = (left / -net) * MINUTE;
  return { kind: 'shrinking', perMinute: -net, waiting: left, windowMs, flow, drainMs, at: times[last] + drainMs };
}

/** The states that hold work not yet begun; when none is known by name, all of them. */
function waitingStates(states: Series[]): Series[] {
  const known = states.filter(({ word }) => WAITING.includes(word));
  return known.length > 0 ? known : states;
}

function sumOf(states: Series[], length: number): Array<number | null> {
  return Array.from({ length }, (_, index) => {
    const values = states.map(({ values }) => values[index]).filter((value): value is number => value !== null);
    return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
  });
}

function lastIndex(values: Array<number | null>): number {
  for (let index = values.length - 1; index >= 0; index--) {
    if (values[index] !== null) {
      return index;
    }
  }
  return -1;
}

function windowStart(times: number[], last: number): number {
  const from = times[last] - WINDOW_SHARE * (times[last] - times[0]);
  const byShare = times.findIndex((time) => time >= from);
  return Math.max(0, Math.min(byShare, last + 1 - FEWEST_SAMPLES));
}

/** A bucket's flow belongs to the time after its start, so the newest bucket, which is not over, is left out. */
function flowOf(arrivals: Series, completions: Series, first: number, last: number, minutes: number): Flow {
  const sum = ({ values }: Series) =>
    values.slice(first, last).reduce<number>((total, value) => total + (value ?? 0), 0);
  return { inPerMinute: sum(arrivals) / minutes, outPerMinute: sum(completions) / minutes };
}

/** Least squares, per millisecond. */
function slope(times: number[], values: Array<number | null>, first: number, last: number): number {
  const points: Array<[x: number, y: number]> = [];
  for (let index = first; index <= last; index++) {
    const value = values[index];
    if (value !== null) {
      points.push([times[index] - times[first], value]);
    }
  }
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
}
