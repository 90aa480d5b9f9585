/** A time zone's local times, as Intl knows them. */
export class Zone {
  private readonly format: Intl.DateTimeFormat;

  /** A name that is not known counts as UTC. */
  constructor(name: string) {
    this.format = formatOf(name) ?? new Intl.DateTimeFormat('en-US', options('UTC'));
  }

  /** The local time as if it were UTC, in epoch milliseconds, to the second. */
  toLocal(ms: number): number {
    const parts = new Map(this.format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return utc(of('year'), of('month') - 1, of('day'), of('hour') * 3600 + of('minute') * 60 + of('second'));
  }

  /** The first moment of a local time; where clocks are set forward over it, the moment that they are. */
  toUtc(local: number): number {
    const day = 86_400_000;
    const before = local - this.offsetAt(local - day);
    const after = local - this.offsetAt(local + day);
    const [first, second] = before <= after ? [before, after] : [after, before];
    if (this.toLocal(first) === local) {
      return first;
    }
    return this.toLocal(second) === local ? second : before;
  }

  private offsetAt(ms: number): number {
    const whole = Math.floor(ms / 1000) * 1000;
    return this.toLocal(whole) - whole;
  }
}

/** The name of a zone that counts for a name: itself, or UTC when it is not known. */
export function knownZone(name: string): string {
  return formatOf(name) ? name : 'UTC';
}

/** `Date.UTC` reads the years 0 to 99 as 1900 to 1999. */
export function utc(year: number, month: number, day: number, seconds = 0): number {
  return new Date(0).setUTCFullYear(year, month, day) + seconds * 1000;
}

function formatOf(name: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', options(name));
  } catch {
    return undefined; // a zone that this browser does not know
  }
}

function options(timeZone: string): Intl.DateTimeFormatOptions {
  const numeric = 'numeric' as const;
  return {
    timeZone,
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  };
}
