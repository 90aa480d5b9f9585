import type { PanelData, TimeRange } from '@grafana/data';
import type { DataSource } from '../DataSource';
import type { ScrapewatchQuery } from '../query/model';
import type { Discovered } from '../schema/Discovery';

/** What the editor of every query type gets. */
export interface VariantProps<Query extends ScrapewatchQuery> {
  query: Query;
  /** Saves the query, and runs it when it is complete. */
  onChange: (query: Query) => void;
  /** Runs the query again as it is. */
  onRunQuery: () => void;
  /** Undefined while it is being looked for; empty when nothing could be found. */
  discovered: Discovered | undefined;
  /** The schemas of the data source's settings; the first is the default. */
  schemas: string[];
  datasource: DataSource;
  /** The time range of the dashboard or of Explore; absent where there is none, such as in a variable. */
  range?: TimeRange;
  /** The last answer, of every query of the panel. */
  data?: PanelData;
}
