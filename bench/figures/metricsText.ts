import { startBenchServer } from '../database/benchDatabase.ts';
import type { Figure } from '../Figure.ts';
import { median } from '../median.ts';
import { timed } from '../timed.ts';

const samples = 9;

/** P9: what Prometheus scrapes, on ten million runs. */
export const metricsText: Figure = {
  id: 'P9',
  async measure() {
    const server = await startBenchServer();
    try {
      const [sql] = await server.databases({ rows: 10_000_000 });
      if (!sql) {
        throw new Error('The database is missing');
      }
      const times = { raw: [] as number[], metrics: [] as number[] };
      for (let round = -1; round < samples; round++) {
        const raw = await timed(sql, 'postgres', 'select status, count(*) from public.scrape_runs group by 1');
        // The second call counts: the reference has just swept ten million rows through the processor's caches.
        await timed(sql, 'scrapewatch_metrics', 'select public.scrapewatch_metrics()');
        const metrics = await timed(sql, 'scrapewatch_metrics', 'select public.scrapewatch_metrics()');
        if (round >= 0) {
          times.raw.push(raw);
          times.metrics.push(metrics);
        }
      }
      return [
        {
          what: 'scrapewatch_metrics on 10 M runs',
          value: median(times.metrics.map((value, round) => value / (times.raw[round] ?? NaN))),
          goal: 0.005,
          unit: 'ratio',
          reference: `${median(times.metrics).toFixed(1)} ms, the second call of a pair, against ${median(times.raw).toFixed(0)} ms of status, count(*) … group by 1`,
          samples,
        },
      ];
    } finally {
      await server.stop();
    }
  },
};
