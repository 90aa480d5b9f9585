import type { Join } from '../query/model';
import type { Series } from './toSeries';

/** Epoch milliseconds, both ends included. */
export interface Window {
  from: number;
  to: number;
}

export interface Figure {
  value: number | null;
  /** True for a sample from just before the window. */
  isNear: boolean;
}

/**
 * One figure of the samples within a window, or null where there are none. Several series count together: all their
 * samples are averaged, compared or added up; of the newest ones, when several are equally new, the largest counts.
 * A window that falls between two samples takes the last one before its end, if that is at most `reach` ms older.
 */
export function reduceWindow(series: Series[], window: Window, reduce: Join['reduce'], reach: number): Figure {
  const inside = reducers[reduce](series, window);
  if (inside !== null) {
    return { value: inside, isNear: false };
  }
  const near = newest(series, { from: window.to - reach, to: window.to });
  return { value: near, isNear: near !== null };
}

const reducers: Record<Join['reduce'], (series: Series[], window: Window) => number | null> = {
  last: newest,
  min: (series, window) => fold(series, window, Math.min),
  max: (series, window) => fold(series, window, Math.max),
  sum: (series, window) => fold(series, window, (sum, value) => sum + value),
  avg: (series, window) => {
    let count = 0;
    eachSample(series, window, () => count++);
    const sum = fold(series, window, (total, value) => total + value);
    return sum === null ? null : sum / count;
  },
};

function fold(series: Series[], window: Window, join: (all: number, value: number) => number): number | null {
  let all: number | null = null;
  eachSample(series, window, (value) => (all = all === null ? value : join(all, value)));
  return all;
}

function newest(series: Series[], window: Window): number | null {
  let at = -Infinity;
  let found: number | null = null;
  eachSample(series, window, (value, time) => {
    if (time > at || (time === at && value > (found ?? -Infinity))) {
      at = time;
      found = value;
    }
  });
  return found;
}

/** Missing values and not-a-numbers, which Prometheus uses for "no answer", are left out. */
function eachSample(series: Series[], { from, to }: Window, take: (value: number, time: number) => void): void {
  for (const { times, values } of series) {
    for (let index = firstFrom(times, from); index < times.length && times[index] <= to; index++) {
      const value = values[index];
      if (value !== null && value !== undefined && !Number.isNaN(value)) {
        take(value, times[index]);
      }
    }
  }
}

/** The position of the first time that is not before `from`. */
function firstFrom(times: number[], from: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < from) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
