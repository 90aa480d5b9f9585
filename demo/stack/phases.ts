export const stackPhases = {
  postgres: 'PostgreSQL',
  migrations: 'Tables, views and functions',
  history: 'History of the demo',
  supabase: 'Supabase API (PostgREST protocol)',
  simulator: 'Simulated workers',
  prometheus: 'Prometheus',
  alertmanager: 'Alertmanager',
} as const;

export type StackPhaseName = keyof typeof stackPhases;

/** What `startStack` tells about its progress; phases overlap. */
export interface StackPhase {
  name: StackPhaseName;
  label: string;
  state: 'running' | 'done' | 'failed' | 'skipped';
  /** How long it took, once it is over. */
  seconds?: number;
  /** What came of it, or why it was skipped, in a few words. */
  detail?: string;
}

export type OnPhase = (phase: StackPhase) => void;

/** Runs `work` as a phase: reports its start, its end with seconds and what it returned as `detail`, or its failure. */
export async function inPhase<T>(
  name: StackPhaseName,
  onPhase: OnPhase,
  work: () => Promise<{ result: T; detail?: string; skipped?: boolean }>
): Promise<T> {
  const label = stackPhases[name];
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  onPhase({ name, label, state: 'running' });
  try {
    const { result, detail, skipped } = await work();
    onPhase({ name, label, state: skipped ? 'skipped' : 'done', seconds: seconds(), detail });
    return result;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    onPhase({ name, label, state: 'failed', seconds: seconds(), detail });
    throw error;
  }
}
