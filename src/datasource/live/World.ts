/** What a poll needs of the page around it; tests pass their own, with a clock that they move. */
export interface World {
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
  random: () => number;
  /** How often a server said that something changed; it stays 0 where none does. */
  changes: () => number;
  /**
   * Resolves after so many milliseconds, or when `signal` is aborted; with `seen` also once there are more changes than
   * that.
   */
  pause: (ms: number, signal: AbortSignal, seen?: number) => Promise<void>;
  /** Resolves at once while the page is looked at, else when it is again, or when `signal` is aborted. */
  visible: (signal: AbortSignal) => Promise<void>;
}
