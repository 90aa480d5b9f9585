import type { ColumnInfo, FunctionInfo, Schema, TableInfo } from '../../schema/Schema';
import { embedName } from '../request/toPairs';
import type { Pair, SelectItem } from '../request/Pair';

/** What discovery knows of the things that a request speaks of. */
export class SchemaLens {
  constructor(
    private readonly schema: Schema,
    private readonly schemaName: string
  ) {}

  get tables(): TableInfo[] {
    return this.schema.tables.filter(({ schema }) => schema === this.schemaName);
  }

  get functions(): FunctionInfo[] {
    return this.schema.functions.filter(({ schema }) => schema === this.schemaName);
  }

  table(name: string): TableInfo | undefined {
    return this.tables.find((table) => table.name === name);
  }

  function(name: string): FunctionInfo | undefined {
    return this.functions.find((each) => each.name === name);
  }

  /** The tables that one is related to, each once. */
  related(table: string): TableInfo[] {
    const names = this.schema.relations.flatMap((relation) => {
      const { schema, table: from, foreignSchema, foreignTable } = relation;
      return [
        ...(schema === this.schemaName && from === table && foreignSchema === this.schemaName ? [foreignTable] : []),
        ...(foreignSchema === this.schemaName && foreignTable === table && schema === this.schemaName ? [from] : []),
      ];
    });
    return [...new Set(names)].flatMap((name) => this.table(name) ?? []);
  }

  /** The table behind the name of a relation: its own, or that at the other end of a foreign key. */
  relation(from: string, name: string): TableInfo | undefined {
    const direct = this.table(name);
    if (direct) {
      return direct;
    }
    const key = this.schema.relations.find((each) => each.name === name || each.columns.join() === name);
    return key && this.table(key.table === from ? key.foreignTable : key.table);
  }

  /** The table that embeds, from the outermost on, lead to from one; undefined when that is not known. */
  within(table: string, pairs: Pair[], scope: string[]): TableInfo | undefined {
    const select = pairs.find((pair) => pair.kind === 'select');
    let items: SelectItem[] = select?.kind === 'select' ? select.items : [];
    let found = this.table(table);
    for (const name of scope) {
      const item = items.find((each) => each.kind === 'embed' && embedName(each.embed) === name);
      const relation = item?.kind === 'embed' ? item.embed.relation : name;
      found = found && this.relation(found.name, relation);
      items = item?.kind === 'embed' ? item.items : [];
    }
    return found;
  }

  column(table: TableInfo | undefined, name: string): ColumnInfo | undefined {
    return table?.columns.find((column) => column.name === name);
  }
}
