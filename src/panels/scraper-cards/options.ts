/** Field options hold names or display names; empty: found by themselves. */
export interface ScraperCardsOptions {
  nameField?: string;
  statusField?: string;
  /** Fields shown as figures, in this order; empty: the known ones, else all numbers and times. */
  figures: string[];
  /** Problems first, or as the data comes. */
  problemsFirst: boolean;
  /** Smallest width of a card, px. */
  cardWidth: number;
}

export const defaults: ScraperCardsOptions = { figures: [], problemsFirst: true, cardWidth: 260 };
