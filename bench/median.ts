/** The middle of the sorted values; the mean of the two middle ones for an even count. @throws on an empty list */
export function median(values: number[]): number {
  if (values.length === 0) {
    throw new Error('median of nothing');
  }
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs two actions in turn, A B A B …, and returns the median of the paired ratios A ÷ B, so that a machine that slows
 * down half-way slows both.
 * @param samples counted pairs, after three uncounted ones in which the engine compiles what is hot
 * @param before runs before each action and is not timed
 */
export function pairedRatio(samples: number, a: () => void, b: () => void, before = () => {}): number {
  const ratios: number[] = [];
  for (let pair = -3; pair < samples; pair++) {
    before();
    const ours = milliseconds(a);
    before();
    const reference = milliseconds(b);
    if (pair >= 0) {
      ratios.push(ours / reference);
    }
  }
  return median(ratios);
}

function milliseconds(action: () => void): number {
  const startedAt = performance.now();
  action();
  return performance.now() - startedAt;
}
