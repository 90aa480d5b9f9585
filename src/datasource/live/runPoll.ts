import { FieldType, type DataFrame } from '@grafana/data';
import { isAbort } from '../transport/http';
import type { Position } from './comparable';
import { LiveRows, type LiveRowsOptions } from './LiveRows';
import { Marks } from './Marks';
import { sameFrames } from './sameFrames';
import type { World } from './World';

export interface PollOptions {
  /** Milliseconds between the end of a poll and the next one. */
  everyMs: number;
  /** How to keep up with what is new; absent: the whole answer is read every time. */
  follow?: LiveRowsOptions;
  /** How late a row may be committed after its position was taken. */
  overlapMs: number;
  /** So often everything is read again all the same, so that deletions are seen and whatever came too late. */
  wholeEveryMs: number;
  /** After errors the pauses double up to this. */
  longestPauseMs: number;
}

export interface Reading {
  /** One table where the rows are followed. */
  frames: DataFrame[];
  /** The keys of all rows at or past the floor, also of those that the query leaves out; absent: it leaves none out. */
  changed?: DataFrame;
  /** Where the time range begins now, epoch milliseconds. */
  fromMs: number;
  /** True when more rows exist than were read. */
  cut: boolean;
}

/** Reads all rows, or those whose growing column is at or past `floor`; `isTime` tells what the position is. */
export type Read = (
  floor: { position: Position; isTime: boolean } | undefined,
  signal: AbortSignal
) => Promise<Reading>;

/** The rows as they are now; or the rows as they were last seen, with what went wrong since. */
export interface PollResult {
  frames?: DataFrame[];
  error?: unknown;
}

/** Polls until `signal` is aborted, and gives each change to `emit`. Never rejects. */
export async function runPoll(
  read: Read,
  options: PollOptions,
  world: World,
  signal: AbortSignal,
  emit: (result: PollResult) => void
): Promise<void> {
  const poll = new Poll(read, options, world);
  let failures = 0;
  while (!signal.aborted) {
    await world.visible(signal);
    if (signal.aborted) {
      return;
    }
    // A change while the rows are read may have come too late for them.
    const seen = world.changes();
    try {
      const frames = await poll.once(signal);
      if (signal.aborted) {
        return;
      }
      if (frames || failures > 0) {
        emit({ frames: frames ?? poll.frames });
      }
      failures = 0;
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      failures++;
      // Whoever cancelled the request, it was not who looks at the rows: it is asked again, and no news to them.
      if (!isAbort(error)) {
        emit({ frames: poll.frames, error });
      }
    }
    // A server in trouble is left alone, whoever calls.
    await world.pause(pauseOf(options, failures, world.random()), signal, failures === 0 ? seen : undefined);
  }
}

function pauseOf({ everyMs, longestPauseMs }: PollOptions, failures: number, random: number): number {
  if (failures === 0) {
    return everyMs;
  }
  // Jitter keeps all panels of all users from coming back at the same moment.
  return Math.max(everyMs, Math.min(longestPauseMs, everyMs * 2 ** Math.min(failures, 20)) * (0.75 + random / 4));
}

class Poll {
  /** The rows as they were last seen. */
  frames?: DataFrame[];
  private readonly marks: Marks;
  private readonly rows?: LiveRows;
  private wholeAt = -Infinity;
  private shownAt = -Infinity;

  constructor(
    private readonly read: Read,
    private readonly options: PollOptions,
    private readonly world: World
  ) {
    this.marks = new Marks(options.overlapMs);
    this.rows = options.follow && new LiveRows(options.follow);
  }

  /** The rows when they are others than before, or have to be drawn again because time went on. */
  async once(signal: AbortSignal): Promise<DataFrame[] | undefined> {
    const startedAt = this.world.now();
    const isTime = this.isTime();
    const floor = startedAt - this.wholeAt < this.options.wholeEveryMs ? this.marks.floor(isTime) : undefined;
    const frames = floor === undefined ? await this.whole(signal) : await this.delta(floor, isTime, signal);
    this.marks.add(startedAt, this.world.now(), this.rows?.mark());
    const hasChanged = this.frames === undefined || !sameFrames(frames, this.frames);
    this.frames = hasChanged ? frames : this.frames;
    if (hasChanged || this.world.now() - this.shownAt >= longestStillMs) {
      this.shownAt = this.world.now();
      return this.frames;
    }
    return undefined;
  }

  private async whole(signal: AbortSignal): Promise<DataFrame[]> {
    const startedAt = this.world.now();
    const { frames } = await this.read(undefined, signal);
    this.wholeAt = startedAt;
    if (!this.rows || frames.length !== 1 || !this.rows.canFollow(frames[0])) {
      return frames;
    }
    this.rows.replace(frames[0]);
    return [this.rows.frame()];
  }

  private async delta(position: Position, isTime: boolean, signal: AbortSignal): Promise<DataFrame[]> {
    const { frames, changed, fromMs, cut } = await this.read({ position, isTime }, signal);
    const canMerge = !cut && frames.length === 1 && this.rows?.fits(frames[0]) === true;
    if (!this.rows || !canMerge || !this.rows.merge(frames[0], { floor: position, fromMs, changed })) {
      return this.whole(signal);
    }
    return [this.rows.frame()];
  }

  private isTime(): boolean {
    const column = this.options.follow?.column;
    return this.frames?.[0]?.fields.find(({ name }) => name === column)?.type === FieldType.time;
  }
}

/** The time axis of a chart moves on at least so often, also when no row did. */
const longestStillMs = 10_000;
