import { createHash } from 'node:crypto';

/** A stream of pseudo-random draws. The same seed and name give the same stream on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** A number in [from, to). */
  between(from: number, to: number): number;
  /** An integer in [from, to], both included. */
  integer(from: number, to: number): number;
  /** One element; throws on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** A log-normal draw with the given median. */
  logNormal(median: number, sigma: number): number;
  /** A count with the given mean (Poisson; a rounded normal above 30). */
  count(mean: number): number;
}

/** Returns the stream called `name` of a seed; streams of different names do not disturb each other. */
export function createRandom(seed: number, name = ''): Random {
  let state = createHash('sha256').update(`${seed}:${name}`).digest().readUInt32LE(0);

  // mulberry32: 32 bits of state, passes the usual batteries, one multiplication deep.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

  return {
    next,
    chance: (probability) => next() < probability,
    between: (from, to) => from + (to - from) * next(),
    integer: (from, to) => from + Math.floor((to - from + 1) * next()),
    pick: (list) => {
      const found = list[Math.floor(next() * list.length)];
      if (found === undefined) {
        throw new Error('Cannot pick from an empty list');
      }
      return found;
    },
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    count: (mean) => (mean > 30 ? Math.max(0, Math.round(mean + Math.sqrt(mean) * normal())) : poisson(mean, next)),
  };
}

/** A version-4-shaped UUID that depends only on its arguments. */
export function seededUuid(seed: number, name: string): string {
  const hex = createHash('sha256').update(`${seed}:uuid:${name}`).digest('hex');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

function poisson(mean: number, next: () => number): number {
  const limit = Math.exp(-mean);
  let product = next();
  let count = 0;
  while (product > limit) {
    product *= next();
    count += 1;
  }
  return count;
}
