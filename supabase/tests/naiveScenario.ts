import fc from 'fast-check';
import { clients, type DrawnRun, type Question, scrapers, statuses, type Step, zones } from './naiveWorld';

const HOUR = 3600;
const DAY = 24 * HOUR;

interface Reach {
  /** How many of `clockChanges` runs and questions come near to. */
  clocks: number;
  /** A rollup of years of days takes long: few scenarios reach further than the last change of the clocks. */
  days: number;
}

function steps({ clocks, days }: Reach): fc.Arbitrary<Step[]> {
  const near = fc.nat({ max: clocks - 1 });
  const when = fc.oneof(
    { weight: 3, arbitrary: fc.record({ near: fc.constant(null), seconds: fc.integer({ min: 0, max: 3 * HOUR }) }) },
    { weight: 4, arbitrary: fc.record({ near: fc.constant(null), seconds: fc.integer({ min: 0, max: 46 * HOUR }) }) },
    {
      weight: 2,
      arbitrary: fc.record({ near: fc.constant(null), seconds: fc.integer({ min: 50 * HOUR, max: 12 * DAY }) }),
    },
    { weight: 3, arbitrary: fc.record({ near, seconds: fc.integer({ min: -36 * HOUR, max: 36 * HOUR }) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        near: fc.constant(null),
        seconds: fc.integer({ min: (days - 45) * DAY, max: (days - 5) * DAY }),
      }),
    }
  );

  /** Mostly ended; durations from a second to a day, for which the bound of percentiles is stated. */
  const run: fc.Arbitrary<DrawnRun> = fc.record({
    when,
    client: fc.nat({ max: 2 }), // the fourth never runs
    scraper: fc.nat({ max: 1 }),
    status: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('completed', 'failed') }, fc.constantFrom(...statuses)),
    seconds: fc.option(
      fc.oneof(
        fc.constantFrom(1, 30, 59.999, 60, 120, 300, 1800, 86_400),
        fc.double({ min: 0, max: 1, noNaN: true }).map((x) => Math.round(86_400 ** x * 1e6) / 1e6)
      ),
      { freq: 6 }
    ),
    expected: fc.option(fc.integer({ min: 0, max: 500 }), { freq: 6 }),
    found: fc.option(fc.integer({ min: 0, max: 520 }), { freq: 6 }),
    profiles: fc.option(fc.integer({ min: 0, max: 100_000 }), { freq: 4 }),
  });

  const recent = run.map((drawn) => ({
    ...drawn,
    when: { near: null, seconds: Math.abs(drawn.when.seconds) % (46 * HOUR) },
  }));

  const picks = fc.array(fc.nat(), { minLength: 1, maxLength: 6 });
  const some = (words: string[]) => fc.oneof({ weight: 5, arbitrary: fc.constant<string[]>([]) }, fc.subarray(words));
  const question: fc.Arbitrary<Question> = fc.record({
    window: fc.oneof(
      // Ends up to two hours from now, begins at most `days` earlier, at whole hours or not.
      fc.record({
        near: fc.constant(null),
        before: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: -2 * HOUR, max: 3 * DAY })),
        length: fc.oneof(
          fc.constantFrom(HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY),
          fc.integer({ min: 60, max: 5 * DAY }),
          fc.integer({ min: 60, max: days * DAY })
        ),
      }),
      fc.record({
        near,
        before: fc.integer({ min: -3 * DAY, max: 3 * DAY }),
        length: fc.integer({ min: HOUR, max: 9 * DAY }),
      })
    ),
    bucket: fc.nat(),
    zone: fc.constantFrom(...zones),
    filters: fc.record({
      systems: some(['IGF', 'IGM', 'none such']),
      environments: some(['prod', 'dev']),
      clients: some(clients),
      scrapers: some(scrapers),
      statuses: some(statuses),
    }),
  });

  const ask = fc.record({ do: fc.constant<'ask'>('ask'), question });
  const insert = (drawn: fc.Arbitrary<DrawnRun>) =>
    fc.record({ do: fc.constant<'insert'>('insert'), runs: fc.array(drawn, { minLength: 1, maxLength: 25 }) });
  const progress = fc.record({
    do: fc.constant<'progress'>('progress'),
    picks,
    status: fc.constantFrom('processing', 'completed', 'failed'),
    seconds: fc.integer({ min: 1, max: 4000 }),
    found: fc.nat({ max: 500 }),
  });
  const update = fc.record({ do: fc.constant<'update'>('update'), picks, to: run, moves: fc.boolean() });
  const remove = fc.record({ do: fc.constant<'delete'>('delete'), picks });
  const one = (...words: Array<Exclude<Step, { runs: unknown } | { picks: unknown } | { question: unknown }>['do']>) =>
    fc.record({ do: fc.constantFrom(...words) });

  // What the contract promises exact answers for, and what it does not.
  const justQueued = run.map((drawn) => ({ ...drawn, when: { near: null, seconds: drawn.expected ?? 0 } }));
  const lifeCycle = fc.oneof(insert(justQueued), progress, progress, one('refresh'), ask);
  const noted = fc.oneof(insert(run), update, progress, remove, one('refresh', 'rebuild'), ask);
  const anything = fc.oneof(
    ...[insert(run), insert(run), update, progress, progress, remove, ask, ask],
    one('refresh', 'refresh', 'rebuild', 'install triggers', 'remove triggers')
  );
  const begin = fc.array(run, { minLength: 10, maxLength: 60 });
  const some4to14 = { minLength: 4, maxLength: 14 };
  const rebuild: Step = { do: 'rebuild' };
  return fc.oneof(
    fc
      .tuple(begin, fc.array(lifeCycle, some4to14), ask)
      .map(([runs, more, last]): Step[] => [{ do: 'insert', runs }, rebuild, ...more, last]),
    fc
      .tuple(begin, fc.array(noted, some4to14), ask)
      .map(([runs, more, last]): Step[] => [
        { do: 'insert', runs },
        rebuild,
        { do: 'install triggers' },
        ...more,
        last,
      ]),
    fc
      .tuple(begin, fc.array(anything, some4to14), ask)
      .map(([runs, more, last]): Step[] => [{ do: 'insert', runs }, rebuild, ...more, last]),
    // Late, changed and removed runs without triggers: exact again after a refresh, if younger than its window.
    fc
      .tuple(begin, insert(recent), fc.array(fc.oneof(insert(recent), progress), some4to14), ask)
      .map(([runs, late, more, last]): Step[] => [
        { do: 'insert', runs },
        rebuild,
        late,
        ...more,
        { do: 'refresh' },
        last,
      ])
  );
}

/** A beginning with rows and rollups, what happens then, and at least one question. */
export const scenario: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 6, arbitrary: steps({ clocks: 3, days: 60 }) },
  { weight: 1, arbitrary: steps({ clocks: 6, days: 425 }) } // past the 400 days of hourly rollups
);
