/** Field options hold names or display names; empty: found by themselves. */
export interface QueueChartOptions {
  timeField?: string;
  /** Fields stacked in the upper chart, bottom first; empty: the known states, else every other number. */
  stateFields: string[];
  arrivalsField?: string;
  completionsField?: string;
  showFlow: boolean;
  showSentence: boolean;
}

export const defaults: QueueChartOptions = { stateFields: [], showFlow: true, showSentence: true };
