import type { Window } from './reduceWindow';
import { mostPoints } from './toRequest';

/** Samples of all series together that a browser takes without a pause. */
const mostSamples = 300_000;
/** How often Prometheus usually looks; asking for more finds nothing new, unless a window is short. */
const usualStep = 15;
const samplesInShortest = 30;

/** Seconds between two samples: short enough for the shortest window, as far as the number of samples stays bearable. */
export function stepFor(windows: Window[], series: number): number {
  const { from, to } = spanOf(windows);
  const points = Math.min(mostPoints, Math.max(500, Math.floor(mostSamples / series)));
  const shortest = windows.reduce((least, window) => Math.min(least, window.to - window.from), Infinity) / 1000;
  const wanted = Math.min(usualStep, Math.max(1, Math.floor(shortest / samplesInShortest)));
  return Math.max(wanted, Math.ceil((to - from) / 1000 / points));
}

/** From the start of the first window to the end of the last. */
export function spanOf(windows: Window[]): Window {
  return windows.reduce((span, { from, to }) => ({ from: Math.min(span.from, from), to: Math.max(span.to, to) }));
}
