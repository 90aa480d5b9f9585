import type { DataQueryRequest } from '@grafana/data';

/** Panels that ask within so short a time belong to one refresh. */
const togetherMs = 1_000;

/**
 * One time range for all panels of a refresh. Before Scenes, each panel works out what “now” is for itself, some milliseconds
 * after the other; equal questions would never be equal, and could not be sent once.
 */
export class AlignedRanges {
  private readonly seen = new Map<string, { at: number; range: DataQueryRequest['range'] }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** The request with the range of those that came just before it with the same words, such as `now-1h`. */
  align<Request extends DataQueryRequest>(request: Request): Request {
    const { raw } = request.range;
    if (typeof raw.from !== 'string' || typeof raw.to !== 'string') {
      return request;
    }
    const key = JSON.stringify([raw.from, raw.to, request.timezone]);
    const at = this.now();
    for (const [old, { at: then }] of this.seen) {
      if (at - then >= togetherMs) {
        this.seen.delete(old);
      }
    }
    const known = this.seen.get(key);
    if (known) {
      return { ...request, range: known.range };
    }
    this.seen.set(key, { at, range: request.range });
    return request;
  }
}
