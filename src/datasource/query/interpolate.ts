import type { ScopedVars } from '@grafana/data';
import { Fault } from '../transport/Fault';
import {
  isFilterGroup,
  type Aggregate,
  type ArgValue,
  type Embed,
  type Filter,
  type FilterNode,
  type Place,
  type RowsQuery,
  type TableQuery,
} from './model';
import { operators } from './operators';

/** What is asked of Grafana's template service; a test passes its own. */
export interface Templates {
  replace: (text: string, scopedVars: ScopedVars, format: (value: unknown) => string) => string;
  /** True when the variable's current value is All. */
  isAll: (name: string) => boolean;
}

export interface Interpolated<Query> {
  query: Query;
  /** Things that the user should know, e.g. of a variable that does not exist here. */
  notices: string[];
}

const reference = /\$(\w+)|\$\{(\w+)(?:\.[^:^}]+)?(?::[^}]+)?\}|\[\[(\w+?)(?::\w+)?\]\]/g;
const allWords = new Set(['$__all', '__all']);

/**
 * The query with every variable replaced. Values are carried as values from here on, so whatever they hold, such as
 * `),or(id.gt.0`, is quoted and encoded later and never read as syntax. A list or filter whose variable is All, does
 * not exist here, or is empty, is left out, which means all.
 */
export function interpolate<Query extends RowsQuery>(
  query: Query,
  scopedVars: ScopedVars,
  templates: Templates
): Interpolated<Query> {
  const notices = new Set<string>();
  const resolver = new Resolver(scopedVars, templates, notices);
  const schema = query.schema && resolver.name(query.schema);
  return { query: { ...query, schema, ...replaced(query, resolver) }, notices: [...notices] };
}

function replaced(query: RowsQuery, resolver: Resolver): Partial<RowsQuery> {
  switch (query.queryType) {
    case 'table':
      return {
        table: resolver.name(query.table),
        timeColumn: query.timeColumn && resolver.name(query.timeColumn),
        ...resolver.selection(query),
      };
    case 'rpc':
      return { function: resolver.name(query.function), args: resolver.args(query.args) };
    case 'postgrest':
      return { path: resolver.name(query.path), timeColumn: query.timeColumn && resolver.name(query.timeColumn) };
  }
}

type Selection = Pick<TableQuery, 'columns' | 'aggregates' | 'filters' | 'order' | 'embeds'>;

/** The arguments with every variable replaced, those that mean all left out. */
export function interpolateArgs(
  args: Record<string, ArgValue>,
  scopedVars: ScopedVars,
  templates: Templates
): Record<string, ArgValue> {
  return new Resolver(scopedVars, templates, new Set()).args(args);
}

/** `texts`: one for each value of the variables in it; `all`: it stands for everything; `missing`: unknown variables. */
interface Values {
  texts: string[];
  all: boolean;
  missing: string[];
}

class Resolver {
  constructor(
    private readonly scopedVars: ScopedVars,
    private readonly templates: Templates,
    private readonly notices: Set<string>
  ) {}

  /** The values of a text: as many as its variables have, e.g. `worker-$n` of two values gives two. */
  values(text: string): Values {
    const result: Values = { texts: [''], all: allWords.has(text), missing: [] };
    let end = 0;
    for (const match of text.matchAll(reference)) {
      const literal = text.slice(end, match.index);
      end = match.index + match[0].length;
      const name = match[1] ?? match[2] ?? match[3];
      const found = this.lookUp(match[0], name);
      if (found === undefined) {
        result.missing.push(name);
      } else if (found === 'all') {
        result.all = true;
      }
      const values = found === undefined || found === 'all' ? [match[0]] : found;
      result.texts = result.texts.flatMap((before) => values.map((value) => before + literal + value));
    }
    result.texts = result.texts.map((before) => before + text.slice(end));
    return result;
  }

  name(text: string): string {
    const { texts } = this.values(text);
    if (texts.length !== 1) {
      throw new Fault('many-values', { detail: text });
    }
    return texts[0];
  }

  args(args: Record<string, ArgValue>): Record<string, ArgValue> {
    const kept: Record<string, ArgValue> = {};
    for (const [name, value] of Object.entries(args)) {
      const list = Array.isArray(value);
      const resolved = list ? this.list(value) : this.scalar(value);
      if (resolved !== undefined) {
        kept[name] = list || resolved.length !== 1 ? resolved : resolved[0];
      }
    }
    return kept;
  }

  selection({ columns, aggregates, filters, order, embeds }: Selection): Selection {
    return {
      columns: columns.flatMap((column) =>
        this.values(column.column).texts.map((text) => ({ ...column, column: text }))
      ),
      aggregates: aggregates.map((aggregate): Aggregate =>
        aggregate.column === undefined ? aggregate : { ...aggregate, column: this.name(aggregate.column) }
      ),
      filters: filters.flatMap((node) => this.node(node)),
      order: order.map((each) => this.place(each)),
      embeds: embeds.map((embed): Embed => ({ ...embed, ...this.selection(embed) })),
    };
  }

  private place<P extends Place>(place: P): P {
    return { ...place, column: this.name(place.column) };
  }

  private node(node: FilterNode): FilterNode[] {
    if (!isFilterGroup(node)) {
      return this.filter(node);
    }
    const filters = node.filters.flatMap((each) => this.node(each));
    return filters.length === 0 ? [] : [{ ...node, filters }];
  }

  filter(filter: Filter): Filter[] {
    const takes = operators[filter.operator].takes;
    const values =
      takes === 'many' || Array.isArray(filter.value)
        ? this.list(Array.isArray(filter.value) ? filter.value : [filter.value])
        : this.scalar(filter.value);
    if (values === undefined) {
      return [];
    }
    const column = this.name(filter.column);
    if (takes === 'many') {
      return [{ ...filter, column, value: values }];
    }
    if (values.length === 1) {
      return [{ ...filter, column, value: values[0] }];
    }
    if (filter.operator === 'eq' || filter.operator === 'neq') {
      const negate = Boolean(filter.negate) !== (filter.operator === 'neq');
      const { negate: _, ...place } = filter;
      return [{ ...place, column, operator: 'in', value: values, ...(negate ? { negate } : {}) }];
    }
    throw new Fault('many-values', { detail: filter.column });
  }

  /** Undefined: leave it out. */
  private list(texts: string[]): string[] | undefined {
    const parts = texts.map((text) => this.values(text));
    if (parts.some(({ all, missing }) => all || missing.length > 0)) {
      return undefined;
    }
    const values = parts.flatMap((part) => part.texts);
    return values.length === 0 ? undefined : values;
  }

  private scalar(text: string): string[] | undefined {
    const { texts, all, missing } = this.values(text);
    if (all || texts.length === 0) {
      return undefined;
    }
    for (const name of missing) {
      this.notices.add(`There is no variable “${name}” here, so $${name} was sent as it is written.`);
    }
    return texts;
  }

  /** The values of one reference, `all`, or undefined when there is no such variable. */
  private lookUp(text: string, name: string): string[] | 'all' | undefined {
    let values: string[] | undefined;
    const replaced = this.templates.replace(text, this.scopedVars, (value) => {
      values = (Array.isArray(value) ? value : [value]).map(String);
      return '';
    });
    if (values === undefined && replaced === text) {
      return undefined;
    }
    const found = values ?? [replaced];
    // A repeated panel holds one value while the variable itself is still All: the one value counts.
    const isAll = found.some((value) => allWords.has(value)) || (found.length !== 1 && this.templates.isAll(name));
    return isAll ? 'all' : found;
  }
}
