import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkFreeSpace } from './freeSpace';
import { lockInstance } from './instanceLock';
import { loadKeys, type StackKeys } from './keys';
import { migrate } from './migrate';
import { inPhase, type OnPhase } from './phases';
import { startPostgres } from './postgres';
import { type StackAlertmanager, startStackAlertmanager } from './stackAlertmanager';
import { type StackPrometheus, startStackPrometheus } from './stackPrometheus';
import { type Supabase, startSupabase } from './supabase';
import { supervise } from './supervise';

export interface StackOptions {
  /** Where everything lives that outlasts the process. */
  dataDir: string;
  /** Ports asked for by name; one in use is an error. Default: free ones. */
  ports?: { postgres?: number; supabase?: number; prometheus?: number; alertmanager?: number; metrics?: number };
  /** Start Prometheus; it is skipped with a reason when it cannot be had. Default true. */
  prometheus?: boolean;
  /**
   * Who delivers alerts to the inbox. Default `alertmanager`, with Prometheus' own rules; the simulator stands in for it when
   * it cannot be had. `grafana` leaves that to one that is started beside the stack; with `nobody` no rule reaches the inbox.
   */
  alertsFrom?: 'alertmanager' | 'grafana' | 'nobody';
  /** Scrape and evaluate this often, let alerts fire and deliver them at once, for tests. Default: as prometheus/ says. */
  alertsEverySeconds?: number;
  /** Write live runs. Default true. */
  simulator?: boolean | { seed: number };
  /** Days of past that a first start writes; 0 none. Default 42. */
  historyDays?: number;
  onPhase?: OnPhase;
  /** Told in one line what happened later, e.g. that PostgreSQL ended and is started again. */
  onNotice?: (line: string) => void;
  /** Gives up starting and stops what runs already. */
  signal?: AbortSignal;
}

export interface Stack {
  supabaseUrl: string;
  /** The superuser's connection string, for tests. */
  databaseUrl: string;
  /** Of PostgreSQL as it runs now: it changes when that is started again. */
  readonly databasePid: number;
  databasePasswordFile: string;
  keys: StackKeys;
  /** The simulated service's metrics, when the simulator runs. */
  metricsUrl?: string;
  /** undefined until, or unless, Prometheus runs; `prometheus` tells when that is settled. */
  readonly prometheusUrl?: string;
  /** Resolves when Prometheus runs or was skipped. It does not hold up the rest. */
  prometheus: Promise<StackPrometheus | undefined>;
  /** Resolves when Alertmanager runs or was skipped. */
  alertmanager: Promise<StackAlertmanager | undefined>;
  /** Ends every process and closes every port, in order. */
  stop(): Promise<void>;
}

const DEFAULT_SEED = 1;

/**
 * Starts the whole pipeline on loopback: PostgreSQL with migrations and a past, the Supabase API, the simulated workers and
 * Prometheus with Alertmanager. Resolves when there is data to show; the last two may still be on their way. PostgreSQL,
 * Prometheus and Alertmanager are started again when they die. Rejects with a message that says what to do, having stopped whatever had started.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const closers: Array<() => Promise<void> | void> = [];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= closeAll(closers));
  try {
    return await start(options, closers, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: StackOptions,
  closers: Array<() => Promise<void> | void>,
  stop: () => Promise<void>
): Promise<Stack> {
  const {
    dataDir,
    ports = {},
    historyDays = 42,
    simulator = true,
    alertsFrom = 'alertmanager',
    onPhase = () => undefined,
    onNotice = () => undefined,
    signal,
  } = options;
  const seed = typeof simulator === 'object' ? simulator.seed : DEFAULT_SEED;
  mkdirSync(dataDir, { recursive: true });
  await checkFreeSpace(dataDir);
  closers.push(lockInstance(dataDir));
  const keys = await loadKeys(dataDir);

  const prometheusWork = startStackPrometheus({
    dataDir,
    seed,
    port: ports.prometheus,
    wanted: options.prometheus ?? true,
    metricsToken: keys.metricsToken,
    everySeconds: options.alertsEverySeconds,
    onPhase,
    onNotice,
  });
  closers.push(async () => (await prometheusWork).stop());

  const database = await inPhase('postgres', onPhase, async () => {
    const postgresOptions = { dataDir: join(dataDir, 'postgres'), onNotice };
    const first = await startPostgres({ ...postgresOptions, port: ports.postgres });
    const restart = () => startPostgres({ ...postgresOptions, port: first.port });
    const supervision = supervise({ name: 'PostgreSQL', first, restart, onNotice });
    closers.push(supervision.stop);
    return { result: supervision, detail: `port ${first.port}` };
  });
  const { url: databaseUrl, passwordFile: databasePasswordFile } = database.current();
  signal?.throwIfAborted();

  await inPhase('migrations', onPhase, async () => {
    const { applied } = await migrate(databaseUrl, { demo: true });
    return { result: undefined, detail: applied.length > 0 ? `${applied.length} files applied` : 'nothing new' };
  });
  signal?.throwIfAborted();

  await writeHistory({ databaseUrl, seed, days: historyDays, onPhase });
  signal?.throwIfAborted();

  const supabase = await inPhase('supabase', onPhase, async () => {
    const result = await startSupabase({ databaseUrl, port: ports.supabase, keys });
    closers.push(result.stop);
    await firstAnswer(result, keys);
    return { result, detail: result.url };
  });
  signal?.throwIfAborted();

  const alertmanagerWork = startStackAlertmanager({
    dataDir,
    supabaseUrl: supabase.url,
    keys,
    port: ports.alertmanager,
    wanted: alertsFrom === 'alertmanager' && (options.prometheus ?? true),
    immediately: options.alertsEverySeconds !== undefined,
    onPhase,
    onNotice,
  });
  closers.push(async () => (await alertmanagerWork).stop());
  const rules = watchRules(alertsFrom, prometheusWork, alertmanagerWork);

  let metricsUrl: string | undefined;
  if (simulator !== false) {
    metricsUrl = await inPhase('simulator', onPhase, async () => {
      const { startSimulator } = await import('../simulator/startSimulator');
      const running = await startSimulator({
        supabaseUrl: supabase.url,
        keys,
        seed,
        metricsPort: ports.metrics,
        realRules: rules.run,
      });
      closers.push(running.stop);
      return { result: running.metricsUrl, detail: running.metricsUrl };
    });
  }
  signal?.throwIfAborted();
  let prometheusUrl: string | undefined;
  const prometheus = prometheusWork.then((running) => {
    if (metricsUrl) {
      running.scrapeService(metricsUrl);
    }
    running.scrapeDatabase(supabase.url, keys.publishableKey);
    prometheusUrl = running.url;
    return running.url ? running : undefined;
  });
  const alertmanager = alertmanagerWork.then(async (running) => {
    if (running.url) {
      (await prometheusWork).sendAlertsTo(running.url);
    }
    return running.url ? running : undefined;
  });
  return {
    supabaseUrl: supabase.url,
    databaseUrl,
    get databasePid() {
      return database.current().pid;
    },
    databasePasswordFile,
    keys,
    metricsUrl,
    get prometheusUrl() {
      return prometheusUrl;
    },
    prometheus,
    alertmanager,
    stop,
  };
}

/** Whether the catalogue's rules deliver alerts. While that is open they count as running, so that nothing is told twice. */
function watchRules(
  from: NonNullable<StackOptions['alertsFrom']>,
  prometheus: Promise<StackPrometheus>,
  alertmanager: Promise<StackAlertmanager>
): { run: () => boolean } {
  let run = true;
  if (from === 'alertmanager') {
    void Promise.all([prometheus, alertmanager]).then((both) => (run = both.every(({ url }) => url !== undefined)));
  }
  return { run: () => run };
}

async function writeHistory({
  databaseUrl,
  seed,
  days,
  onPhase,
}: {
  databaseUrl: string;
  seed: number;
  days: number;
  onPhase: OnPhase;
}): Promise<void> {
  if (days <= 0) {
    return;
  }
  await inPhase('history', onPhase, async () => {
    const { ensureHistory } = await import('../simulator/history');
    const { outcome, runs } = await ensureHistory(databaseUrl, { seed, days });
    return { result: undefined, detail: outcome === 'nothing' ? 'up to date' : `${runs} runs` };
  });
}

/** The first request makes Supabase Lite read the catalogue: better now than when somebody looks. */
async function firstAnswer({ url }: Supabase, keys: StackKeys): Promise<void> {
  const headers = {
    apikey: keys.publishableKey,
    authorization: `Bearer ${keys.readerToken}`,
    'accept-profile': 'scrapewatch',
  };
  const answer = await fetch(`${url}/rest/v1/rpc/health`, { headers });
  if (!answer.ok) {
    throw new Error(`The Supabase API answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  }
}

async function closeAll(closers: Array<() => Promise<void> | void>): Promise<void> {
  for (const close of closers.reverse()) {
    await Promise.resolve(close()).catch(() => undefined); // one that fails must not keep the others running
  }
}
