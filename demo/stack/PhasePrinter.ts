export interface PrintedPhase {
  n: number;
  total: number;
  label: string;
  state: 'running' | 'done' | 'failed';
  seconds?: number;
  mend?: string;
}

interface Update {
  state: 'running' | 'done' | 'failed' | 'skipped';
  seconds?: number;
  detail?: string;
}

/** Numbers phases in the order they were declared, prints a line when one is over, and tells the starting page. */
export class PhasePrinter {
  private readonly labels: string[];

  constructor(
    labels: Iterable<string>,
    private readonly print: (line: string) => void,
    private readonly tell: (phase: PrintedPhase) => void = () => undefined
  ) {
    this.labels = [...labels];
    this.labels.forEach((label) => this.update(label, { state: 'running' }));
  }

  update(label: string, { state, seconds, detail }: Update): void {
    const n = this.labels.indexOf(label) + 1;
    const total = this.labels.length;
    if (n === 0) {
      return;
    }
    const isSkipped = state === 'skipped';
    this.tell({
      n,
      total,
      label: isSkipped ? `${label} (skipped)` : label,
      state: isSkipped ? 'done' : state,
      seconds,
      ...(state === 'failed' || isSkipped ? { mend: detail } : {}),
    });
    if (state !== 'running') {
      const took = `${(seconds ?? 0).toFixed(1)} s`.padStart(7);
      const mark = { done: '', failed: ' FAILED', skipped: ' skipped' }[state];
      this.print(`[${n}/${total}] ${took}  ${label}${mark}${detail ? `: ${detail}` : ''}`);
    }
  }
}
