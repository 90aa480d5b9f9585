/** What a poll needs of the page around it; tests pass their own, with a clock that they move. */
export interface World {
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
  random: () => number;
  /** Resolves after so many milliseconds, when `signal` is aborted, or when somebody calls for a look. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Resolves at once while the page is looked at, else when it is again, or when `signal` is aborted. */
  visible: (signal: AbortSignal) => Promise<void>;
}
