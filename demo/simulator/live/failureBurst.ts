import { createRandom } from '../random';

const WINDOW_MS = 15 * 60_000;

/** The additional share of a system's runs that fail at a moment: 0, but for one quarter of an hour in a day or so. */
export function failureBurstAt(time: Date, system: string, seed: number): number {
  const random = createRandom(seed, `failures:${system}:${Math.floor(time.getTime() / WINDOW_MS)}`);
  return random.chance(1 / 100) ? random.between(0.25, 0.5) : 0;
}
