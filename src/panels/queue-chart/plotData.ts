type Values = Array<number | null>;

/** uPlot's own shape: x first, then a column a series. */
export type PlotData = [x: number[], ...columns: Values[]];

/**
 * Columns for uPlot: stacked or plain, with an empty point at each end of the time range, so that the chart spans the
 * range that was asked for and not only the part with samples.
 */
export function plotData(
  times: number[],
  columns: Values[],
  stacked: boolean,
  range: { from: number; to: number }
): PlotData {
  const drawn = stacked ? stack(columns) : columns;
  const before = times.length === 0 || range.from < times[0];
  const after = times.length === 0 || range.to > times[times.length - 1];
  const pad = <T>(values: T[], first: T, last: T) => [...(before ? [first] : []), ...values, ...(after ? [last] : [])];
  return [pad(times, range.from, range.to), ...drawn.map((values) => pad(values, null, null))];
}

/** Running sums, first column at the bottom. A moment without any value stays a gap; a single missing value counts as 0. */
export function stack(columns: Values[]): Values[] {
  const length = columns[0]?.length ?? 0;
  const sums: number[] = new Array<number>(length).fill(0);
  const isGap = Array.from({ length }, (_, index) => columns.every((column) => column[index] === null));
  return columns.map((column) =>
    column.map((value, index) => {
      sums[index] += value ?? 0;
      return isGap[index] ? null : sums[index];
    })
  );
}

/** The sample nearest to a time, or null when the time lies more than a step before the first or after the last. */
export function sampleAt(time: number | null, times: number[]): number | null {
  if (time === null || times.length === 0) {
    return null;
  }
  const last = times.length - 1;
  const step = last > 0 ? (times[last] - times[0]) / last : Infinity;
  if (time < times[0] - step || time > times[last] + step) {
    return null;
  }
  const after = firstAtOrAfter(time, times);
  return after > 0 && time - times[after - 1] < times[after] - time ? after - 1 : after;
}

function firstAtOrAfter(time: number, times: number[]): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
