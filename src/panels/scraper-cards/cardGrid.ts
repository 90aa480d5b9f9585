interface Wanted {
  width: number;
  cardWidth: number;
  figures: number;
  hasError: boolean;
  hasLinks: boolean;
}

export interface CardGrid {
  columns: number;
  figureColumns: number;
  /** px, the same for every card: equal heights are what lets a thousand cards scroll without measuring one. */
  cardHeight: number;
}

export const CARD_GAP = 8;
export const SUMMARY_HEIGHT = 28;
const SCROLLBAR = 10;
const PADDING = 2 * 8 + 2;
const HEAD = 40;
const FIGURE = 36;
const ERROR = 22;
const LINKS = 24;
const FIGURE_WIDTH = 92;

/** How many cards lie side by side and how high each is. */
export function cardGrid({ width, cardWidth, figures, hasError, hasLinks }: Wanted): CardGrid {
  const room = Math.max(0, width - SCROLLBAR);
  const columns = Math.max(1, Math.floor((room + CARD_GAP) / (Math.max(120, cardWidth) + CARD_GAP)));
  const inner = (room - (columns - 1) * CARD_GAP) / columns - PADDING;
  const figureColumns = Math.max(1, Math.min(4, Math.floor(inner / FIGURE_WIDTH)));
  const rows = Math.ceil(figures / figureColumns);
  return {
    columns,
    figureColumns,
    cardHeight: PADDING + HEAD + rows * FIGURE + (hasError ? ERROR : 0) + (hasLinks ? LINKS : 0),
  };
}
