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
  private readonly phases = new Map<number, Phase>();
  ready = false;

  set(phase: Phase): void {
    this.phases.set(phase.n, phase);
  }

  /** What `GET /api/workbench/phases` answers. */
  toJson(): { ready: boolean; phases: Phase[] } {
    return { ready: this.ready, phases: [...this.phases.values()].sort((a, b) => a.n - b.n) };
  }
}
