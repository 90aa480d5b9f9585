/** A column that rows are ordered by. */
export interface PageKey {
  column: string;
  direction: 'asc' | 'desc';
  nulls: 'first' | 'last';
  isNotNull: boolean;
  /** The field of the answer that holds it. */
  field: string;
}

/** How the rows of a request can be read in pieces that fit together whatever is added meanwhile. */
export interface PagePlan {
  /** What the rows are ordered by, at least one. */
  keys: PageKey[];
  /** True when no two rows are equal in all keys. */
  isUnique: boolean;
  /** True when rows that are equal in all keys are equal in all that is shown. */
  isWhole?: boolean;
  /** The first key is a time within these epoch milliseconds: `from` included, `to` not. */
  axis?: { from: number; to: number };
  /** Fields that were added to the selection and are no part of the answer. */
  hidden: string[];
}
