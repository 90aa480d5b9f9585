import type { DataFrame, DataQueryRequest, ScopedVars } from '@grafana/data';
import type { AdhocFilter } from './adhoc/AdhocFilter';
import { readTable } from './answer/readTable';
import { toPlainQuery } from './answer/toPlainQuery';
import { toShape } from './answer/toShape';
import type { Settings } from './config/options';
import type { Column } from './query/columnTypes';
import type { Templates } from './query/interpolate';
import type { FilterNode } from './query/model';
import { parseQuery } from './query/parseQuery';
import { addForeignKeyLinks, type LinkTarget } from './schema/foreignKeyLinks';
import type { Schema, TableInfo } from './schema/Schema';
import { Fault } from './transport/Fault';
import type { Send } from './transport/http';
import type { Densities } from './transport/paging/Densities';
import type { CapKnowledge } from './transport/readPages';

/** What answering needs of the world around it. */
export interface AnswerContext {
  /** `/api/datasources/proxy/uid/…` */
  baseUrl: string;
  settings: Settings;
  send: Send;
  templates: Templates;
  cap: CapKnowledge;
  /** The long requests of earlier refreshes. */
  densities?: Densities;
  scopedVars: ScopedVars;
  /** Epoch milliseconds. */
  range: { from: number; to: number };
  signal: AbortSignal;
  /** Column types that discovery has found already; a query never waits for it. */
  knownColumns: (schema: string, table: string) => Column[] | undefined;
  /** A table that discovery has found already: its primary key lets rows be read in pieces that fit together. */
  knownTable?: (schema: string, table: string) => TableInfo | undefined;
  /** What Grafana asked, where it was Grafana that asked: its interval, its width in points, its time zone. */
  request?: Partial<DataQueryRequest>;
  /** Conditions of the dashboard's ad-hoc variable, for every table that has their column. */
  adhoc?: AdhocFilter[];
  /** Conditions under which every query stands, such as “changed since the last poll”. */
  conditions?: FilterNode[];
  /** What can be read, for what cannot go without knowing it. Never rejects. */
  discover?: () => Promise<Schema>;
  /** What discovery has found already, and the data source that a link to a row leads to. */
  links?: () => { schema: Schema; target: LinkTarget } | undefined;
  /** The rows are wanted as one table: who keeps them up to date shapes them after each change. */
  unshaped?: true;
}

/** The frames that a saved query stands for. Throws a Fault, or an AbortError when the signal was aborted. */
export async function answer(saved: unknown, context: AnswerContext): Promise<DataFrame[]> {
  const parsed = parseQuery(saved);
  if (!parsed.ok) {
    throw parsed.fault;
  }
  const { query } = parsed;
  if (query.queryType === 'prometheus') {
    const { answerPrometheus } = await import('./prometheus/answerPrometheus');
    return answerPrometheus(query, context);
  }
  if (context.range.to < context.range.from) {
    throw new Fault('inverted-range');
  }
  const plain = toPlainQuery(query);
  const table = await readTable(query, plain, context);
  const links = context.links?.();
  if (links) {
    addForeignKeyLinks(table, plain, context.settings.schemas[0], links.schema, links.target);
  }
  return context.unshaped ? [table] : toShape(query, table);
}
