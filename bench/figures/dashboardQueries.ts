import type postgres from 'postgres';
import { callOf } from '../../supabase/tests/naiveRuns.ts';
import { startBenchServer } from '../database/benchDatabase.ts';
import type { Figure } from '../Figure.ts';
import { median } from '../median.ts';
import { type Question, questions } from '../rawQueries.ts';
import { timed } from '../timed.ts';

const samples = 7;
const DAY_MS = 86_400_000;

/** P3: what a dashboard asks over 30 days, on ten million runs in a year, and on a million in the same year. */
export const dashboardQueries: Figure = {
  id: 'P3',
  async measure() {
    const server = await startBenchServer();
    try {
      const large = await server.database(10_000_000);
      const small = await server.database(1_000_000);
      const measured = [];
      for (const question of questions) {
        measured.push(...(await measureQuestion(question, large, small)));
      }
      return measured;
    } finally {
      await server.stop();
    }
  },
};

async function measureQuestion({ name, more, raw }: Question, large: postgres.Sql, small: postgres.Sql) {
  const [clock] = await large<Array<{ now: Date }>>`select now()`;
  const to = (clock?.now ?? new Date()).getTime();
  const asked = { from: new Date(to - 30 * DAY_MS).toISOString(), to: new Date(to).toISOString() };
  const call = callOf(name, asked, more);
  const times = { raw: [] as number[], large: [] as number[], small: [] as number[] };
  for (let round = -1; round < samples; round++) {
    const rawMs = await timed(large, 'postgres', raw(asked));
    const largeMs = await timed(large, 'scrapewatch_reader', call);
    const smallMs = await timed(small, 'scrapewatch_reader', call);
    if (round >= 0) {
      times.raw.push(rawMs);
      times.large.push(largeMs);
      times.small.push(smallMs);
    }
  }
  const ms = { raw: median(times.raw), large: median(times.large), small: median(times.small) };
  const what = `${name}${more ? `(${Object.values(more).join(', ')})` : ''}, 30 days of 10 M runs`;
  return [
    {
      what,
      value: median(times.large.map((value, round) => value / (times.raw[round] ?? NaN))),
      goal: 0.02,
      unit: 'ratio' as const,
      reference: `${ms.large.toFixed(1)} ms against ${ms.raw.toFixed(0)} ms of the raw GROUP BY`,
      samples,
    },
    {
      what: `${what} against 1 M in the same year`,
      value: median(times.large.map((value, round) => value / (times.small[round] ?? NaN))),
      goal: 1.3,
      unit: 'ratio' as const,
      reference: `${ms.large.toFixed(1)} ms against ${ms.small.toFixed(1)} ms`,
      samples,
    },
  ];
}
