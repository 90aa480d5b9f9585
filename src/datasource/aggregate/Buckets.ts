import { fixedUnits, type BucketWidth } from './parseBucket';
import { utc, Zone } from './Zone';

const day = 86_400_000;
/** 1970-01-05 was a Monday, on which weeks begin, as in ISO 8601 and Postgres' date_trunc. */
const firstMonday = 4;

/** Time cut into buckets: hours and shorter count from 1970 on, days and longer follow the calendar of a zone. */
export class Buckets {
  private readonly zone: Zone;
  private readonly fixed?: number;
  /** The bucket that was asked for last: neighbours in a list are mostly in the same one. */
  private start = 0;
  private end = 0;

  constructor(
    private readonly width: BucketWidth,
    zone: string
  ) {
    this.zone = new Zone(zone);
    const unit = fixedUnits[width.unit];
    this.fixed = unit === undefined ? undefined : unit * width.count;
  }

  /** The beginning of the bucket that a moment is in. */
  startOf(ms: number): number {
    if (this.fixed !== undefined) {
      return Math.floor(ms / this.fixed) * this.fixed;
    }
    if (ms < this.start || ms >= this.end) {
      const local = this.truncate(this.zone.toLocal(ms));
      this.start = this.zone.toUtc(local);
      this.end = this.zone.toUtc(this.advance(local));
    }
    return this.start;
  }

  /** The beginning of the bucket after the one that begins at `start`. */
  next(start: number): number {
    return this.fixed === undefined
      ? this.zone.toUtc(this.advance(this.truncate(this.zone.toLocal(start))))
      : start + this.fixed;
  }

  /** The beginnings of all buckets in a range; undefined when there are more than `most`. */
  between(from: number, to: number, most: number): number[] | undefined {
    const starts: number[] = [];
    for (let start = this.startOf(from); start < to; start = this.next(start)) {
      if (starts.length === most) {
        return undefined;
      }
      starts.push(start);
    }
    return starts;
  }

  private truncate(local: number): number {
    const { count, unit } = this.width;
    const days = Math.floor(local / day);
    const date = new Date(local);
    switch (unit) {
      case 'M': {
        const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
        return utc(0, months - (months % count), 1);
      }
      case 'y':
        return utc(date.getUTCFullYear() - (date.getUTCFullYear() % count), 0, 1);
      case 'w':
        return (Math.floor((days - firstMonday) / (7 * count)) * 7 * count + firstMonday) * day;
      default:
        return Math.floor(days / count) * count * day;
    }
  }

  private advance(local: number): number {
    const { count, unit } = this.width;
    const date = new Date(local);
    switch (unit) {
      case 'M':
        return utc(date.getUTCFullYear(), date.getUTCMonth() + count, 1);
      case 'y':
        return utc(date.getUTCFullYear() + count, 0, 1);
      case 'w':
        return local + 7 * count * day;
      default:
        return local + count * day;
    }
  }
}
