/** How rows are ordered; `lowest` and `highest` also say which end is the bad one. */
export type Order = 'lowest' | 'highest' | 'data';

/** Field options hold a field's name or display name; empty: found by itself. */
export interface CoverageGaugeOptions {
  nameField?: string;
  valueField?: string;
  targetField?: string;
  trendField?: string;
  foundField?: string;
  expectedField?: string;
  /** Target of rows without a target field, in the value's own scale. */
  target?: number;
  order: Order;
  showOverall: boolean;
}

export const defaults: CoverageGaugeOptions = { order: 'lowest', showOverall: true };
