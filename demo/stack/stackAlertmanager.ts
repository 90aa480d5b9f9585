import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findAlertmanager, startAlertmanager, writeAlertmanagerConfig } from './alertmanager';
import { inboxUrl } from './inboxUrl';
import type { StackKeys } from './keys';
import { inPhase, type OnPhase } from './phases';
import { supervise } from './supervise';

interface StackAlertmanagerOptions {
  dataDir: string;
  supabaseUrl: string;
  keys: Pick<StackKeys, 'publishableKey' | 'ingestToken'>;
  port?: number;
  wanted: boolean;
  /** Send at once, for tests. */
  immediately?: boolean;
  onPhase: OnPhase;
  onNotice: (line: string) => void;
}

export interface StackAlertmanager {
  /** undefined when Alertmanager was not wanted or is not to be had. */
  url?: string;
  stop(): Promise<void>;
}

const notRunning: StackAlertmanager = { stop: () => Promise.resolve() };

/** Finds and starts Alertmanager, which sends to the inbox in the database. Never rejects: the demo works without it. */
export async function startStackAlertmanager(options: StackAlertmanagerOptions): Promise<StackAlertmanager> {
  if (!options.wanted) {
    return notRunning;
  }
  return inPhase('alertmanager', options.onPhase, () => findAndStart(options)).catch(() => notRunning);
}

async function findAndStart({ dataDir, supabaseUrl, keys, port, immediately, onNotice }: StackAlertmanagerOptions) {
  const home = join(dataDir, 'alertmanager');
  mkdirSync(home, { recursive: true });
  const program = await findAlertmanager(join(dataDir, 'bin'));
  if (typeof program === 'string') {
    return { result: notRunning, skipped: true, detail: `${program}. The simulator raises its alerts instead.` };
  }
  writeAlertmanagerConfig(home, {
    inboxUrl: inboxUrl(supabaseUrl, keys.publishableKey),
    ingestToken: keys.ingestToken,
    immediately,
  });
  const first = await startAlertmanager({ dataDir: home, program, port });
  const restart = () => startAlertmanager({ dataDir: home, program, port: first.port });
  const { stop } = supervise({ name: 'Alertmanager', first, restart, onNotice });
  return { result: { url: first.url, stop }, detail: first.url };
}
