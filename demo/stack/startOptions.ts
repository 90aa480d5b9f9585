import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Asked for by name; undefined takes the first free one from 3010. */
  port?: number;
  seed: number;
  prometheus: boolean;
  fresh: boolean;
  grafana: boolean;
  help: boolean;
}

export const startHelp = `npm start -- [options]

Starts Scrapewatch's demo on this machine: PostgreSQL, the Supabase API, simulated workers, Prometheus with Alertmanager and a
page that draws the dashboards with the built plugins. Everything listens on 127.0.0.1 only and ends with Ctrl-C.

  --port N          the page's port (default: the first free one from 3010)
  --seed N          another fleet and another history (default 1; takes effect on fresh data)
  --no-prometheus   leave Prometheus and Alertmanager out; panels that need them say so
  --fresh           throw the demo's data away and write it anew
  --grafana         show it in Grafana itself: with docker compose, else with a grafana on the PATH or in GRAFANA_HOME
  --help            this text

SCRAPEWATCH_DATA  folder for the data (default: .scrapewatch in the repository)`;

/** Reads the command line. Throws an Error that names the option and what it takes. */
export function parseStartOptions(args: string[]): StartOptions {
  const { values } = readArgs({
    args,
    options: {
      port: { type: 'string' },
      seed: { type: 'string' },
      'no-prometheus': { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      grafana: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return {
    port: values.port === undefined ? undefined : wholeNumber('--port', values.port, 1, 65_535),
    seed: values.seed === undefined ? 1 : wholeNumber('--seed', values.seed, 0, 2 ** 31 - 1),
    prometheus: !values['no-prometheus'],
    fresh: values.fresh,
    grafana: values.grafana,
    help: values.help,
  };
}

/** parseArgs without its stack trace: whoever mistypes an option needs the sentence only. */
const readArgs: typeof parseArgs = (config) => {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}. See npm start -- --help`);
  }
};

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new Error(`${option} takes a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}
