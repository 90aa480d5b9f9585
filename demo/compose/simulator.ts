import { startSimulator } from '../simulator/startSimulator';
import { readSecret } from './readSecret';

const metricsPort = 9464;

if (import.meta.filename === process.argv[1]) {
  const simulator = await startSimulator({
    supabaseUrl: process.env.SCRAPEWATCH_SUPABASE_URL ?? 'http://gateway:8000',
    keys: {
      publishableKey: readSecret('publishable_key'),
      secretKey: readSecret('secret_key'),
      readerToken: readSecret('reader_token'),
      ingestToken: readSecret('ingest_token'),
    },
    seed: Number(process.env.SCRAPEWATCH_SEED ?? 1),
    metricsPort,
    realRules: () => true, // Grafana evaluates them
    // Reached by Prometheus from another container; no port of this one is published.
    metricsHost: '0.0.0.0',
    onNotice: console.log,
  });
  console.log(`The simulated workers are at work; metrics on port ${metricsPort}.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.stop().then(() => process.exit(0)));
  }
}
