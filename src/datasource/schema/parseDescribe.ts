import type { Row } from '../frames/toRows';
import type { FunctionInfo, Schema, TableInfo } from './Schema';

/** The rows of `scrapewatch.describe()`, see supabase/CONTRACT.md; rows of a kind that is not known are left out. */
export function parseDescribe(rows: Row[]): Schema {
  const tables = new Map<string, TableInfo>();
  const functions = new Map<string, FunctionInfo>();
  const sorted = [...rows].sort((a, b) => Number(a.position ?? 0) - Number(b.position ?? 0));
  for (const row of sorted) {
    const schema = text(row.schema);
    const name = text(row.name);
    const key = JSON.stringify([schema, name]);
    const comment = text(row.comment) || undefined;
    const type = text(row.type);
    if (row.kind === 'function') {
      const known = functions.get(key) ?? { schema, name, comment, args: [], returns: [] };
      functions.set(key, known);
      known.comment ??= comment;
      if (row.part === 'argument') {
        known.args.push({ name: text(row.column_name), type, optional: row.nullable === true });
      }
      if (row.part === 'returns' && text(row.column_name) !== '') {
        known.returns.push({ name: text(row.column_name), type });
      }
    } else if (row.kind === 'table' || row.kind === 'view') {
      const known = tables.get(key) ?? { schema, name, kind: row.kind, comment, columns: [], primaryKey: [] };
      tables.set(key, known);
      known.comment ??= comment;
      if (row.part === 'column') {
        known.columns.push({ name: text(row.column_name), type, comment: text(row.column_comment) || undefined });
      }
    }
  }
  return { tables: [...tables.values()].sort(byName), functions: [...functions.values()].sort(byName), relations: [] };
}

function byName(a: { schema: string; name: string }, b: { schema: string; name: string }): number {
  return a.schema.localeCompare(b.schema) || a.name.localeCompare(b.name);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
