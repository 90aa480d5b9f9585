import { parseArgs } from 'node:util';
import type { ProposalOptions } from './proposeAdapters';

export interface AdaptOptions extends ProposalOptions {
  database: string;
  schemas?: string[];
  out?: string;
  isJson: boolean;
}

export const usage = `npm run adapt [-- OPTION…]: reads a project's catalogue and proposes the adapter views of Scrapewatch as SQL. Runs nothing.

  DATABASE_URL=postgres://…   the project's connection string (Project Settings → Database); or
  --database postgres://…     the same, but other users of this machine can see it in the list of processes
  --schema NAME               only this schema; may be repeated. Default: all but Supabase's own
  --system WORD               for the column "system" where no table has one; default main
  --environment WORD          for the column "environment"; default prod
  --zone NAME                 time zone of timestamps without one; default UTC
  --out FILE                  write there; default: standard output
  --json                      the proposal as JSON instead of SQL

A role that may only read the catalogue is enough; the words of status columns are then guessed, and marked so.`;

/** Reads the command line; throws an Error with a sentence for a person. */
export function adaptOptions(args: string[], environment: Record<string, string | undefined>): AdaptOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      database: { type: 'string' },
      schema: { type: 'string', multiple: true },
      system: { type: 'string' },
      environment: { type: 'string' },
      zone: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    return 'help';
  }
  const database = values.database ?? environment.DATABASE_URL ?? '';
  if (!/^postgres(ql)?:\/\//.test(database)) {
    throw new Error(
      'Set DATABASE_URL to the connection string of your project (postgres://…), then run this again. More: --help'
    );
  }
  if (values.zone !== undefined && !isZone(values.zone)) {
    throw new Error(`"${values.zone}" is no time zone; one is e.g. Europe/Berlin.`);
  }
  return {
    database,
    schemas: values.schema,
    system: values.system,
    environment: values.environment,
    zone: values.zone,
    out: values.out,
    isJson: values.json,
  };
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
