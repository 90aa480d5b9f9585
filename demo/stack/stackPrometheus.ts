import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inPhase, type OnPhase } from './phases';
import {
  backfill,
  findPrometheus,
  hasRecentData,
  setTargets,
  startPrometheus,
  writePrometheusConfig,
} from './prometheus';
import { supervise } from './supervise';

interface StackPrometheusOptions {
  dataDir: string;
  seed: number;
  port?: number;
  wanted: boolean;
  metricsToken: string;
  /** Scrape and evaluate this often, for tests. */
  everySeconds?: number;
  onPhase: OnPhase;
  onNotice: (line: string) => void;
}

export interface StackPrometheus {
  /** undefined when Prometheus was not wanted or is not to be had. */
  url?: string;
  /** Scrapes the simulated service every 5 s. */
  scrapeService(metricsUrl: string): void;
  /** Scrapes the database's metrics function, through the API as any Prometheus would. */
  scrapeDatabase(supabaseUrl: string, publishableKey: string): void;
  sendAlertsTo(alertmanagerUrl: string): void;
  stop(): Promise<void>;
}

const HISTORY_HOURS = 48;
/** Distance of the past's samples: 12 s in the last hour, 60 s before (serviceHistory.ts). */
const STEP_SECONDS = 12;
/** A pause longer than this would be a gap in every graph: the past is written anew. */
const LONGEST_GAP_MS = 10 * 60_000;
/** The live series must carry the labels of the past ones, whatever port the service has this time. */
const serviceIdentity = { job: 'deal-scout', instance: 'deal-scout' };
const notRunning: StackPrometheus = {
  scrapeService: () => undefined,
  scrapeDatabase: () => undefined,
  sendAlertsTo: () => undefined,
  stop: () => Promise.resolve(),
};

/** Finds, fills and starts Prometheus beside the rest of the stack. Never rejects: the demo works without it. */
export async function startStackPrometheus(options: StackPrometheusOptions): Promise<StackPrometheus> {
  if (!options.wanted) {
    return notRunning;
  }
  return inPhase('prometheus', options.onPhase, () => findFillStart(options)).catch(() => notRunning);
}

async function findFillStart({ dataDir, seed, port, metricsToken, everySeconds, onNotice }: StackPrometheusOptions) {
  const home = join(dataDir, 'prometheus');
  mkdirSync(home, { recursive: true });
  const tools = await findPrometheus(join(dataDir, 'bin'));
  if (typeof tools === 'string') {
    return { result: notRunning, skipped: true, detail: `${tools}. Panels that need it say so.` };
  }
  writePrometheusConfig(home, { metricsToken, everySeconds });
  if (!hasRecentData(home, LONGEST_GAP_MS)) {
    const { serviceHistoryOpenMetrics } = await import('../simulator/serviceHistory');
    const to = new Date();
    const from = new Date(to.getTime() - HISTORY_HOURS * 3_600_000);
    const past = serviceHistoryOpenMetrics({ from, to, stepSeconds: STEP_SECONDS, seed, labels: serviceIdentity });
    await backfill(home, tools.promtool, past);
  }
  const first = await startPrometheus({ dataDir: home, tools, port });
  const restart = () => startPrometheus({ dataDir: home, tools, port: first.port });
  const { stop } = supervise({ name: 'Prometheus', first, restart, onNotice });
  const setTarget = (name: string, url: string, labels: Record<string, string>) => {
    if (existsSync(home)) {
      setTargets(home, name, [{ address: new URL(url).host, labels }]);
    }
  };
  const result: StackPrometheus = {
    url: first.url,
    scrapeService: (url) =>
      setTarget('services', url, { ...serviceIdentity, __scrape_interval__: '5s', __scrape_timeout__: '4s' }),
    scrapeDatabase: (url, key) => setTarget('scrapewatch', url, { instance: 'supabase', __param_apikey: key }),
    sendAlertsTo: (url) => setTarget('alertmanager', url, {}),
    stop,
  };
  return { result, detail: first.url };
}
