import type { ScrapewatchQuery } from '../query/model';
import type { Discovered } from '../schema/Discovery';

/** What the editor of every query type gets. */
export interface VariantProps<Query extends ScrapewatchQuery> {
  query: Query;
  /** Saves the query and runs it. */
  onChange: (query: Query) => void;
  /** Undefined while it is being looked for; empty when nothing could be found. */
  discovered: Discovered | undefined;
  /** The schemas of the data source's settings; the first is the default. */
  schemas: string[];
}
