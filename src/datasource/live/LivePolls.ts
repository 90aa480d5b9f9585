import { Observable, ReplaySubject, share, timer } from 'rxjs';
import type { PollResult } from './runPoll';

/** A panel that asks anew, as on a refresh, finds its poll still there. */
const lingerMs = 1_000;

/** The polls under way: one for each distinct query, however many panels look at it. */
export class LivePolls {
  private readonly polls = new Map<string, Observable<PollResult>>();

  /**
   * The results of the poll with this key, the newest one at once; `start` begins it when nobody has. It ends soon after
   * the last one has gone.
   */
  of(key: string, start: (signal: AbortSignal, emit: (result: PollResult) => void) => Promise<void>) {
    const known = this.polls.get(key);
    if (known) {
      return known;
    }
    const poll = new Observable<PollResult>((subscriber) => {
      const controller = new AbortController();
      void start(controller.signal, (result) => subscriber.next(result)).finally(() => subscriber.complete());
      return () => {
        controller.abort();
        if (this.polls.get(key) === poll) {
          this.polls.delete(key);
        }
      };
    }).pipe(
      share({
        connector: () => new ReplaySubject(1),
        resetOnRefCountZero: () => timer(lingerMs),
        resetOnComplete: true,
      })
    );
    this.polls.set(key, poll);
    return poll;
  }

  /** How many are under way. */
  get size(): number {
    return this.polls.size;
  }
}
