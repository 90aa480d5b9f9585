/** Heights of a queue chart's parts, px; 0: left out. */
export interface QueueLayout {
  sentence: number;
  states: number;
  flow: number;
  legend: number;
}

const SMALLEST_PLOT = 68;

/** Shares the height out: the states' chart always stays; legend, sentence and flow need room. */
export function queueLayout(size: {
  width: number;
  height: number;
  hasFlow: boolean;
  hasSentence: boolean;
}): QueueLayout {
  const narrow = size.width < 480;
  const sentence = size.hasSentence && size.height >= 120 ? lineHeight(narrow, 46, 28) : 0;
  const legend = size.height >= 180 ? lineHeight(narrow, 46, 24) : 0;
  const plots = Math.max(0, size.height - sentence - legend);
  const flow = size.hasFlow && plots * 0.38 >= SMALLEST_PLOT ? Math.round(plots * 0.38) : 0;
  return { sentence, legend, flow, states: plots - flow };
}

function lineHeight(narrow: boolean, whenNarrow: number, whenWide: number): number {
  return narrow ? whenNarrow : whenWide;
}
