// `node --import tsx bench/growth.ts`: the tables of docs/scale.md, measured here: what 0.1, 1 and 10 million runs of a year
// take on disk, and how long a dashboard waits for 30 days of them.
import { callOf } from '../supabase/tests/naiveRuns.ts';
import { startBenchServer } from './database/benchDatabase.ts';
import { median } from './median.ts';
import { questions } from './rawQueries.ts';
import { timed } from './timed.ts';

const sizes = [100_000, 1_000_000, 10_000_000];
const samples = 7;
const DAY_MS = 86_400_000;

const server = await startBenchServer((line) => console.error(line));
const databases = await server.databases(...sizes.map((rows) => ({ rows })));

console.log(
  row(
    '',
    sizes.map((rows) => `${rows / 1e6} M`)
  )
);
console.log(
  row(
    '---',
    sizes.map(() => '---:')
  )
);
const parts = {
  'table `scrape_runs`': "pg_table_size('public.scrape_runs')",
  'its indexes': "pg_indexes_size('public.scrape_runs')",
  'rollups, indexes included':
    "(select sum(pg_total_relation_size(r)) from unnest('{scrapewatch.run_rollups,scrapewatch.rollup_hours}'::regclass[]) r)",
};
for (const [what, size] of Object.entries(parts)) {
  console.log(
    row(
      what,
      await each(
        async (sql) => `${Math.round(Number((await sql.unsafe(`select ${size} as bytes`))[0]?.bytes) / 1e6)} MB`
      )
    )
  );
}
console.log(
  row(
    'rows of rollups',
    await each(async (sql) => String((await sql`select count(*) as n from scrapewatch.run_rollups`)[0]?.n))
  )
);

const to = Date.now();
const asked = { from: new Date(to - 30 * DAY_MS).toISOString(), to: new Date(to).toISOString() };
for (const { name, more, raw } of questions) {
  const label = `\`${name}${more ? `(${Object.values(more).join(', ')})` : ''}\``;
  console.log(row(label, await each((sql) => milliseconds(sql, 'scrapewatch_reader', callOf(name, asked, more)))));
  console.log(
    row(`${label}, as a GROUP BY of the runs`, await each((sql) => milliseconds(sql, 'postgres', raw(asked))))
  );
}
console.log(
  row(
    '`scrapewatch_metrics`',
    await each((sql) => milliseconds(sql, 'scrapewatch_metrics', 'select public.scrapewatch_metrics()'))
  )
);
console.log(
  row(
    '`refresh_rollups()`',
    await each((sql) => milliseconds(sql, 'postgres', 'select scrapewatch.refresh_rollups()', false))
  )
);
await server.stop();

async function each(measure: (sql: (typeof databases)[number]) => Promise<string>): Promise<string[]> {
  const cells: string[] = [];
  for (const sql of databases) {
    cells.push(await measure(sql));
  }
  return cells;
}

async function milliseconds(
  sql: (typeof databases)[number],
  role: string,
  statement: string,
  readOnly = true
): Promise<string> {
  const times: number[] = [];
  for (let round = -1; round < samples; round++) {
    const startedAt = performance.now();
    const time = readOnly
      ? await timed(sql, role, statement)
      : (await sql.unsafe(statement), performance.now() - startedAt);
    if (round >= 0) {
      times.push(time);
    }
  }
  return `${median(times).toFixed(median(times) < 100 ? 1 : 0)} ms`;
}

function row(first: string, cells: string[]): string {
  return `| ${[first, ...cells].join(' | ')} |`;
}
