import type { Position } from './comparable';

interface Mark {
  /** When the poll that found it had ended. */
  endedAt: number;
  position: Position;
}

/**
 * How far each poll got, and from where the next one has to ask. A transaction that began earlier may commit later, with
 * a smaller timestamp or number than what was seen already; so a poll asks again for everything past the mark as it was
 * `overlapMs` before the last good poll began. No row is lost whose commit came at most `overlapMs` after its value was
 * taken, however long the polls were interrupted. No clock of the server is read: marks are compared with marks.
 */
export class Marks {
  private readonly marks: Mark[] = [];
  private lastStartedAt = -Infinity;

  constructor(private readonly overlapMs: number) {}

  /** A poll that answered: when it began and ended, and the largest position that exists now. */
  add(startedAt: number, endedAt: number, position: Position | undefined): void {
    this.lastStartedAt = startedAt;
    if (position !== undefined) {
      this.marks.push({ endedAt, position });
    }
    // Only the newest of those that are old enough is ever asked for.
    while (this.marks.length > 1 && this.isOld(this.marks[1])) {
      this.marks.shift();
    }
  }

  /**
   * Where the next poll begins, this position included. Until a mark is old enough, times go back by the overlap itself;
   * for numbers there is nothing to go by, and the answer is undefined: ask for everything.
   */
  floor(isTime: boolean): Position | undefined {
    const [oldest] = this.marks;
    if (oldest === undefined || this.isOld(oldest)) {
      return oldest?.position;
    }
    return isTime ? Number(oldest.position) - this.overlapMs : undefined;
  }

  private isOld({ endedAt }: Mark): boolean {
    return endedAt <= this.lastStartedAt - this.overlapMs;
  }
}
