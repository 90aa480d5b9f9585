import { ensureHistory } from './history';
import { readSettings } from './settings';
import { startSimulator } from './startSimulator';

/** Runs the simulator by itself until SIGINT or SIGTERM, beside any Supabase project that has the demo's tables. */
async function main(): Promise<void> {
  const { databaseUrl, historyDays, ...options } = readSettings(process.env);
  if (databaseUrl && historyDays > 0) {
    const { outcome, runs, seconds } = await ensureHistory(databaseUrl, { seed: options.seed, days: historyDays });
    say(outcome === 'nothing' ? 'History is up to date' : `History: ${runs} runs written in ${seconds.toFixed(1)} s`);
  }
  if (!options.keys.readerToken || !options.keys.ingestToken) {
    say('No alerts: SCRAPEWATCH_READER_TOKEN and SCRAPEWATCH_INGEST_TOKEN are needed for them');
  }
  const simulator = await startSimulator({ ...options, onNotice: say });
  say(`Live; the service's metrics are on ${simulator.metricsUrl}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.stop().then(() => process.exit(0)));
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
