import { every } from './live/actor';
import { createAlertmanager } from './live/createAlertmanager';
import { createSimulation, type Simulation } from './live/createSimulation';
import { createSupabaseTeam } from './live/createSupabaseTeam';
import { serveServiceMetrics } from './serviceMetrics';

export interface SimulatorKeys {
  publishableKey: string;
  secretKey: string;
  /** Without these two no alert is raised. */
  readerToken?: string;
  ingestToken?: string;
}

export interface SimulatorOptions {
  supabaseUrl: string;
  keys: SimulatorKeys;
  seed: number;
  /** Default: a free port. */
  metricsPort?: number;
  /** Default: 127.0.0.1. */
  metricsHost?: string;
  /** Time as the team sees it. Default: the present. */
  now?: () => Date;
  /** Whether Prometheus or Grafana evaluates the catalogue's rules and delivers to the inbox. Default: nobody does. */
  realRules?: () => boolean;
  /** Told in one line when the database cannot be reached, and when it is back. Default: says nothing. */
  onNotice?: (line: string) => void;
}

export interface Simulator {
  /** Prometheus text of the simulated service. */
  metricsUrl: string;
  /** Resolves when the step in progress and the commands in hand have ended and the port is closed. */
  stop(): Promise<void>;
}

const STEP_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;
const LONGEST_FINISH_MS = 3_000;
const ALERT_CHECK_SECONDS = 20;

/**
 * Starts the team's pretended workers, scrapers, scheduler and Alertmanager on a Supabase project, and the pretended service's
 * metrics. Resolves at once: a database that is away, now or later, is waited for. Rejects when the metrics port is in use.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { supabaseUrl, keys, seed, metricsPort, metricsHost, now = () => new Date(), onNotice } = options;
  const { realRules = () => false } = options;
  const metrics = await serveServiceMetrics({ seed, port: metricsPort, host: metricsHost, now });
  const { publishableKey, secretKey, readerToken, ingestToken } = keys;
  const others =
    readerToken && ingestToken
      ? [
          every(
            ALERT_CHECK_SECONDS,
            createAlertmanager({ supabaseUrl, publishableKey, readerToken, ingestToken }, realRules)
          ),
        ]
      : [];
  const team = createSupabaseTeam({ supabaseUrl, secretKey });
  const simulation = createSimulation({ ...team, seed, others, onNotice });
  const stopLoop = runLoop(simulation, now);
  return {
    metricsUrl: metrics.url,
    stop: async () => {
      await Promise.all([stopLoop().then(() => finishInTime(simulation)), metrics.stop()]);
    },
  };
}

/** Commands in hand are carried out before the end, unless the database is away. */
async function finishInTime(simulation: Simulation): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, LONGEST_FINISH_MS)));
  await Promise.race([simulation.finish(), late]);
  clearTimeout(timer);
}

/** A step a second; after a failure twice as long a pause each time, up to a quarter of a minute. */
function runLoop(simulation: Simulation, now: () => Date): () => Promise<void> {
  let isStopped = false;
  let wake = (): void => undefined;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const loop = async (): Promise<void> => {
    let milliseconds = STEP_MS;
    while (!isStopped) {
      const isWell = await simulation.step(now());
      milliseconds = isWell ? STEP_MS : Math.min(LONGEST_PAUSE_MS, milliseconds * 2);
      if (!isStopped) {
        await pause(milliseconds);
      }
    }
  };

  const ended = loop();
  return () => {
    isStopped = true;
    wake();
    return ended;
  };
}
