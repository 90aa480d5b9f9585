import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { SimulatorOptions } from './startSimulator';

export interface SimulatorSettings extends SimulatorOptions {
  /** A superuser's connection string: with it the past is written first. */
  databaseUrl?: string;
  historyDays: number;
}

const schema = z.object({
  SUPABASE_URL: z.url('must be the address of a Supabase project, e.g. http://127.0.0.1:54321'),
  SUPABASE_PUBLISHABLE_KEY: z.string('is missing (or name a file with SUPABASE_PUBLISHABLE_KEY_FILE)').min(1),
  SUPABASE_SECRET_KEY: z.string('is missing (or name a file with SUPABASE_SECRET_KEY_FILE)').min(1),
  SCRAPEWATCH_READER_TOKEN: z.string().optional(),
  SCRAPEWATCH_INGEST_TOKEN: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  SEED: z.coerce.number().int('must be a whole number').default(1),
  HISTORY_DAYS: z.coerce.number().min(0).max(366).default(42),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).default(9464),
  METRICS_HOST: z.string().default('127.0.0.1'),
});

/**
 * Reads the simulator's settings from environment variables. `NAME_FILE` names a file that holds the value of `NAME`, as
 * container secrets come. Throws an Error that names every variable that is missing or wrong, and no value.
 */
export function readSettings(
  environment: Record<string, string | undefined>,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8')
): SimulatorSettings {
  const given = Object.keys(schema.shape).map((name) => [name, valueOf(name, environment, readFile)]);
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new Error(problems.join('\n'));
  }
  const values = parsed.data;
  return {
    supabaseUrl: values.SUPABASE_URL.replace(/\/+$/, ''),
    keys: {
      publishableKey: values.SUPABASE_PUBLISHABLE_KEY,
      secretKey: values.SUPABASE_SECRET_KEY,
      readerToken: values.SCRAPEWATCH_READER_TOKEN,
      ingestToken: values.SCRAPEWATCH_INGEST_TOKEN,
    },
    seed: values.SEED,
    metricsPort: values.METRICS_PORT,
    metricsHost: values.METRICS_HOST,
    databaseUrl: values.DATABASE_URL,
    historyDays: values.HISTORY_DAYS,
  };
}

function valueOf(
  name: string,
  environment: Record<string, string | undefined>,
  readFile: (path: string) => string
): string | undefined {
  const file = environment[`${name}_FILE`];
  return environment[name] || (file ? readFile(file).trim() : undefined) || undefined;
}
