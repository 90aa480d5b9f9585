/** Writes that were decided and have not been confirmed: they survive an outage, and are made in order. */
export interface Outbox {
  readonly isEmpty: boolean;
  add(...writes: Array<() => Promise<void>>): void;
  /** Makes them; rejects at the first that fails, which is tried again by the next call. */
  send(): Promise<void>;
}

export function createOutbox(): Outbox {
  let waiting: Array<() => Promise<void>> = [];
  return {
    get isEmpty() {
      return waiting.length === 0;
    },
    add: (...writes) => {
      waiting.push(...writes);
    },
    send: async () => {
      for (let next = waiting[0]; next; next = waiting[0]) {
        await next();
        waiting = waiting.slice(1);
      }
    },
  };
}
