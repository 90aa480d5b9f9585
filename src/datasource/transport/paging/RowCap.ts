/** What is known of the server's cap on rows (max_rows). */
export interface CapKnowledge {
  /** The longest page seen: the cap is not below it. */
  atLeast: number;
  /** True when nothing came after that page, so that it was long by itself and not cut. */
  whole: boolean;
  /** Lengths that a lowered cap might have, of pages after which nothing came. */
  lasts?: Set<number>;
  /** The length of a page that was followed by more although more had been asked for: the cap itself. */
  hit?: number;
}

/** Unless the settings say so, no server answers fewer rows than this at a time: a shorter page is the last one. docs/query.md says so. */
export const smallestCap = 100;

/**
 * True when a page that is shorter than asked is the last one, and not one that the server cut. One that is longer than any
 * before may be cut at just this length; afterwards it is known. Caps are mostly round numbers, such as 500 or 512.
 * `configured`: the cap as the settings have it, which counts until a shorter page turns out to be cut. `isFirst`: no page of
 * the same answer was longer.
 */
export function isLastPage(length: number, cap: CapKnowledge, configured?: number, isFirst = false): boolean {
  const smallest = Math.min(smallestCap, configured ?? smallestCap);
  if (length < Math.max(cap.atLeast, smallest)) {
    return length < smallest || !isFirst || !mayBeLowered(length, cap);
  }
  const isRound = length % 10 === 0 || length % 64 === 0;
  if (length === cap.atLeast) {
    return cap.whole && !isRound;
  }
  cap.atLeast = length;
  cap.whole = false;
  return false;
}

/** Someone may lower the cap while a dashboard is open, to a number such as 500 or 512. */
function mayBeLowered(length: number, { lasts }: CapKnowledge): boolean {
  const isUsual = length % 100 === 0 || length % 256 === 0;
  return isUsual && lasts?.has(length) !== true;
}

/**
 * True when a page of this length was most probably cut, so that the rest is worth several requests at once. They are in
 * vain once for a table of just this length.
 */
export function isCapLength(length: number, { hit, lasts }: CapKnowledge, configured?: number): boolean {
  return length === (hit ?? configured) && lasts?.has(length) !== true;
}
