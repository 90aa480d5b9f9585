import { bodyToFrame } from '../../src/datasource/frames/bodyToFrame';
import type { Column } from '../../src/datasource/query/columnTypes';
import { pairedRatio } from '../median';

const rowCount = 100_000;
const samples = 41;

/** Chromium's, with `--expose-gc`. */
declare const gc: (options: { type: 'minor' }) => void;

/** The part of P1 that runs in the browser: the ratio of each way of reading the same text. */
export function run(): { known: number; inferred: number; samples: number; rows: number; megabytes: number } {
  const body = bodyOfRuns();
  const parse = () => void JSON.parse(body);
  // Young garbage is collected once in about one pair. Each side pays for its own, wherever that falls.
  const collect = () => gc({ type: 'minor' });
  return {
    known: pairedRatio(samples, () => void bodyToFrame(body, columns), parse, collect),
    inferred: pairedRatio(samples, () => void bodyToFrame(body), parse, collect),
    samples,
    rows: rowCount,
    megabytes: body.length / 1e6,
  };
}

const columns: Column[] = [
  { name: 'run_id', type: 'text' },
  { name: 'system', type: 'text' },
  { name: 'environment', type: 'text' },
  { name: 'client', type: 'text' },
  { name: 'scraper', type: 'text' },
  { name: 'status', type: 'text' },
  { name: 'queued_at', type: 'timestamptz' },
  { name: 'finished_at', type: 'timestamptz' },
  { name: 'expected', type: 'integer' },
  { name: 'found', type: 'integer' },
  { name: 'coverage', type: 'double precision' },
  { name: 'error', type: 'text' },
];

/** Runs as PostgREST writes them, each a little different, so that no value is shared. */
function bodyOfRuns(): string {
  const begin = Date.UTC(2026, 9, 22);
  const rows = Array.from({ length: rowCount }, (_, i) => {
    const queuedAt = new Date(begin + i * 26_000);
    const expected = 800 + (i % 977);
    const found = expected - (i % 61);
    return {
      run_id: String(1_000_000 + i),
      system: i % 3 === 0 ? 'IGM' : 'IGF',
      environment: i % 7 === 0 ? 'dev' : 'prod',
      client: `client-${i % 48}`,
      scraper: `scraper-${i % 14}`,
      status: i % 29 === 0 ? 'failed' : 'completed',
      queued_at: queuedAt.toISOString().replace('Z', '+00:00'),
      finished_at: i % 29 === 0 ? null : new Date(queuedAt.getTime() + 187_000).toISOString().replace('Z', '+00:00'),
      expected,
      found,
      coverage: found / expected,
      error: i % 29 === 0 ? `Rate limited after ${i % 300} calls` : null,
    };
  });
  return JSON.stringify(rows);
}
