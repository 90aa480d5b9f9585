import type postgres from 'postgres';
import { callOf } from '../../supabase/tests/naiveRuns.ts';
import { startBenchServer } from '../database/benchDatabase.ts';
import type { Figure } from '../Figure.ts';
import { median } from '../median.ts';
import { type Question, questions } from '../rawQueries.ts';
import { timed } from '../timed.ts';

const samples = 7;
const DAY_MS = 86_400_000;

/** P3: what a dashboard asks over 30 days, on ten million runs in a year, and on a million: the same pace in 36 days, or a tenth of it. */
export const dashboardQueries: Figure = {
  id: 'P3',
  async measure() {
    const server = await startBenchServer();
    try {
      const [large, shorter, thinner] = await server.databases(
        { rows: 10_000_000 },
        { rows: 1_000_000, days: 36 },
        { rows: 1_000_000 }
      );
      if (!large || !shorter || !thinner) {
        throw new Error('A database is missing');
      }
      const measured = [];
      for (const question of questions) {
        measured.push(...(await measureQuestion(question, { large, shorter, thinner })));
      }
      return measured;
    } finally {
      await server.stop();
    }
  },
};

interface Databases {
  large: postgres.Sql;
  shorter: postgres.Sql;
  thinner: postgres.Sql;
}

async function measureQuestion({ name, more, looksBack, raw }: Question, { large, shorter, thinner }: Databases) {
  const [clock] = await large<Array<{ now: Date }>>`select now()`;
  const to = (clock?.now ?? new Date()).getTime();
  const asked = { from: new Date(to - 30 * DAY_MS).toISOString(), to: new Date(to).toISOString() };
  const call = callOf(name, asked, more);
  const times = { raw: [] as number[], large: [] as number[], shorter: [] as number[], thinner: [] as number[] };
  for (let round = -1; round < samples; round++) {
    const taken = {
      raw: await timed(large, 'postgres', raw(asked)),
      large: await timed(large, 'scrapewatch_reader', call),
      shorter: await timed(shorter, 'scrapewatch_reader', call),
      thinner: await timed(thinner, 'scrapewatch_reader', call),
    };
    if (round >= 0) {
      keys(times).forEach((key) => times[key].push(taken[key]));
    }
  }
  const what = `${name}${more ? `(${Object.values(more).join(', ')})` : ''}, 30 days of 10 M runs`;
  const against = (key: 'raw' | 'shorter' | 'thinner', goal: number, ofWhat: string, reference: string) => ({
    what: `${what}${ofWhat}`,
    value: median(times.large.map((value, round) => value / (times[key][round] ?? NaN))),
    goal,
    unit: 'ratio' as const,
    reference: `${median(times.large).toFixed(1)} ms against ${median(times[key]).toFixed(1)} ms ${reference}`,
    samples,
  });
  return [
    against('raw', 0.02, '', 'of the raw GROUP BY'),
    ...(looksBack ? [] : [against('shorter', 1.3, ', against 1 M at the same pace', 'of 1 M runs in 36 days')]),
    against('thinner', 1.3, ', against 1 M in the same year', 'of 1 M runs in 365 days'),
  ];
}

function keys<Key extends string>(record: Record<Key, unknown>): Key[] {
  return Object.keys(record) as Key[];
}
