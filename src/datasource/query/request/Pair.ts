import type { Aggregate, ArgValue, Embed, FilterNode, Order, SelectedColumn } from '../model';

/** What an embed says of itself, apart from what is selected of it. */
export type EmbedHead = Pick<Embed, 'relation' | 'hint' | 'alias' | 'join' | 'spread'>;

export type SelectItem =
  | { kind: 'column'; column: SelectedColumn }
  | { kind: 'aggregate'; aggregate: Aggregate }
  | { kind: 'embed'; embed: EmbedHead; items: SelectItem[] };

/**
 * One pair of a request's query. A query of the builder becomes pairs, and a request written by hand is read into them, so both
 * are written by the same code. `at` names the embed, from the outermost on, that a pair is about; empty: the table.
 */
export type Pair =
  | { kind: 'select'; items: SelectItem[] }
  | { kind: 'filter'; at: string[]; node: FilterNode }
  | { kind: 'order'; at: string[]; terms: Order[] }
  | { kind: 'limit' | 'offset'; at: string[]; count: string }
  /** Of a function. */
  | { kind: 'argument'; name: string; value: ArgValue }
  /** Sent as it is written. */
  | { kind: 'other'; key: string; value: string };

/** What is asked, and how: a table or function with its pairs. */
export interface Asked {
  isFunction: boolean;
  name: string;
  pairs: Pair[];
}
