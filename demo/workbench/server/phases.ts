/** One step of the start, as `npm start` prints it and the starting page lists it. */
export interface Phase {
  n: number;
  total: number;
  label: string;
  /** How long it took, in seconds, once it is over. */
  seconds?: number;
  state: 'running' | 'done' | 'failed';
  /** What to do about a failed one. */
  mend?: string;
}

/** The phases so far, by number; a phase told twice is the later one. */
export class PhaseLog {
  private readonly phases = new Map<number, { phase: Phase; since: number }>();
  ready = false;

  set(phase: Phase): void {
    const since = this.phases.get(phase.n)?.since ?? performance.now();
    this.phases.set(phase.n, { phase, since });
  }

  /** What `GET /api/workbench/phases` answers; a running phase has the seconds it has been running for. */
  toJson(): { ready: boolean; phases: Phase[] } {
    const phases = [...this.phases.values()].map(({ phase, since }) =>
      phase.state === 'running' ? { ...phase, seconds: (performance.now() - since) / 1000 } : phase
    );
    return { ready: this.ready, phases: phases.sort((a, b) => a.n - b.n) };
  }
}
