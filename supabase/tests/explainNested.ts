import postgres from 'postgres';
import { z } from 'zod';

export interface Scan {
  relation: string;
  /** e.g. `Seq Scan`, `Bitmap Index Scan`. */
  kind: string;
  index?: string;
  rows: number;
}

const planSchema = z.object({ Plan: z.record(z.string(), z.unknown()) });

/** A connection on which every statement's plan can be seen, those inside functions too. */
export class PlanReader {
  private plans: string[] = [];

  private constructor(private readonly sql: postgres.Sql) {}

  static async connect(url: string): Promise<PlanReader> {
    let take: (text: string) => void = () => undefined;
    const sql = postgres(url, { max: 1, onnotice: ({ message }) => take(message ?? '') });
    await sql.unsafe(`
      load 'auto_explain';
      set auto_explain.log_min_duration = 0;
      set auto_explain.log_nested_statements = on;
      set auto_explain.log_analyze = on;
      set auto_explain.log_timing = off;
      set auto_explain.log_format = json;
      set client_min_messages = log`);
    const reader = new PlanReader(sql);
    take = (text) => reader.plans.push(text);
    return reader;
  }

  /** What a statement of the reader's scans, and with which index; plan nodes that were never run are left out. */
  async scansOf(statement: string, role = 'scrapewatch_reader'): Promise<Scan[]> {
    this.plans = [];
    await this.sql.begin('read only', async (transaction) => {
      await transaction`select set_config('role', ${role}, true)`;
      await transaction.unsafe(statement);
    });
    return this.plans.flatMap((text) => {
      const json = text.slice(text.indexOf('{'));
      return text.includes('plan:') ? scansIn(planSchema.parse(JSON.parse(json)).Plan) : [];
    });
  }

  end(): Promise<void> {
    return this.sql.end();
  }
}

/** An index is named by its scan, the relation of a bitmap's by the heap scan above it. */
function scansIn(node: Record<string, unknown>, above = ''): Scan[] {
  const relation = typeof node['Relation Name'] === 'string' ? node['Relation Name'] : above;
  const kind = String(node['Node Type']);
  const children = Array.isArray(node.Plans) ? (node.Plans as Array<Record<string, unknown>>) : [];
  const isScan = kind.endsWith('Scan') && relation !== '' && node['Actual Loops'] !== 0;
  const index = typeof node['Index Name'] === 'string' ? { index: node['Index Name'] } : {};
  return [
    ...(isScan ? [{ relation, kind, rows: Number(node['Actual Rows']) * Number(node['Actual Loops']), ...index }] : []),
    ...children.flatMap((child) => scansIn(child, kind === 'Bitmap Heap Scan' ? relation : '')),
  ];
}
