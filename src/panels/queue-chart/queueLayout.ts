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
  /** Empty: none. */
  sentence: string;
}): QueueLayout {
  const narrow = size.width < 480;
  const sentence = size.sentence !== '' && size.height >= 120 ? sentenceHeight(size.sentence, size.width) : 0;
  const legendHeight = narrow ? 46 : 24;
  const legend = size.height >= 180 ? legendHeight : 0;
  const plots = Math.max(0, size.height - sentence - legend);
  const flow = size.hasFlow && plots * 0.38 >= SMALLEST_PLOT ? Math.round(plots * 0.38) : 0;
  return { sentence, legend, flow, states: plots - flow };
}

const ICON_WIDTH = 22;
const LETTER_WIDTH = 7;
const LINE_HEIGHT = 20;
const MOST_LINES = 3;

/** Room for as many lines as the sentence takes at this width. */
function sentenceHeight(sentence: string, width: number): number {
  const lines = Math.ceil((sentence.length * LETTER_WIDTH) / Math.max(LETTER_WIDTH, width - ICON_WIDTH));
  return Math.min(lines, MOST_LINES) * LINE_HEIGHT + 4;
}
