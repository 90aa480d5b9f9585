/** One entry of bench/results.json. `value` is what was measured, `goal` what it may be at most. */
export interface FigureResult {
  id: string;
  what: string;
  value: number;
  goal: number;
  unit: 'ratio' | 'KB' | 's' | 'count';
  /** What a ratio is relative to, or how an absolute was taken. */
  reference: string;
  samples: number;
  ok: boolean;
}

export interface Figure {
  id: string;
  /** Takes the measurements; may give several entries with the same id. */
  measure(): Promise<Array<Omit<FigureResult, 'id' | 'ok'>>>;
}
