import { aggregateName, fieldName } from '../query/fieldName';
import { isFilterGroup, type FilterNode, type Place, type SelectedColumn, type TableQuery } from '../query/model';
import type { BucketOfTime } from '../query/preview/bucketSql';
import { writeSelect } from '../query/preview/selectSql';
import { sqlName } from '../query/preview/sqlText';
import { figuresOf, summedParts } from '../query/preview/summedParts';
import { references } from '../query/references';
import { embedName } from '../query/request/toPairs';

export interface ViewOptions {
  /** Interpolated. */
  query: TableQuery;
  /** The same with its variables; absent: a condition that a column equals something counts as chosen by one. */
  written?: TableQuery;
  schema: string;
  /** The database role that shall read the view. */
  role: string;
  /** The view tells rows apart by these buckets, so that a time range can be chosen from it. */
  bucket?: BucketOfTime;
}

export interface View {
  /** To be run by somebody with the right to. */
  sql: string;
  /** The view's columns by which the query itself does not group: over several of their values figures are to be added up. */
  splitBy: string[];
}

/**
 * A view in which the database does what a query does in the browser, to be asked instead of the table: the dashboard's time
 * range chooses among its buckets, and variables among the columns that they are compared with. Conditions without variables
 * are part of it. Undefined where related rows decide which rows count: their key is not known here.
 */
export function viewSql({ query, written, schema, role, bucket }: ViewOptions): View | undefined {
  if (isNarrowedByRelated(query)) {
    return undefined;
  }
  const { constant, places } = splitFilters(query, written);
  const isGrouped = (place: Place) => query.columns.some((column) => !column.cast && keyOf(column) === keyOf(place));
  const kept = places.filter((place) => !isGrouped(place));
  const rename = uniqueNames(bucket ? [bucket.column] : []);
  const columns = [...query.columns, ...kept].map((column) => rename(column, fieldName(column)));
  const aggregates = figuresOf(query).map((aggregate) => {
    const name = aggregateName(aggregate);
    return rename(aggregate, name, viewName(name));
  });
  const summed: TableQuery = { ...query, columns, aggregates, filters: constant, embeds: [] };
  const parts = summedParts(summed, { schema, relations: { relations: [] }, unknown: [] }, bucket);
  if (bucket) {
    // No time range has them, and there is no month that infinity is in.
    parts.where.push(`isfinite(${sqlName(bucket.column)})`);
  }
  const view = `${sqlName(schema)}.${sqlName(`${query.table}_summed`)}`;
  const sql = [
    `create view ${view} with (security_invoker) as`,
    `${writeSelect({ ...parts, orderBy: [] }, `${sqlName(schema)}.${sqlName(query.table)}`, undefined, 1)};`,
    `grant select on ${view} to ${sqlName(role)};`,
    "notify pgrst, 'reload schema';",
  ].join('\n');
  const times = bucket && !query.bucket ? [bucket.column] : [];
  return { sql, splitBy: [...times, ...columns.slice(query.columns.length).map(fieldName)] };
}

/** Supabase Lite takes a selected column called count for the number of the rows that it answers with. */
function viewName(name: string): string {
  return name === 'count' ? 'counted' : name;
}

/** The conditions that always hold, and what the others are about. */
function splitFilters({ filters }: TableQuery, written: TableQuery | undefined) {
  const fixed = new Set(written?.filters.map((node) => JSON.stringify(node)));
  const isConstant = (node: FilterNode) => (written ? fixed.has(JSON.stringify(node)) : !isChoice(node));
  const asked = new Set(filters.map((node) => JSON.stringify(node)));
  // A variable that stands for all has left no condition, and may choose something the next time.
  const all = written?.filters.filter((node) => !asked.has(JSON.stringify(node))) ?? [];
  const places = [...filters.filter((node) => !isConstant(node)), ...all].flatMap(placesOf);
  const named = places.filter(({ column, path = [] }) => [column, ...path].join(' ').search(references) < 0);
  return {
    constant: filters.filter(isConstant),
    places: [...new Map(named.map((each) => [keyOf(each), each])).values()],
  };
}

/** True for a condition by which one chooses among a column's values. */
function isChoice(node: FilterNode): boolean {
  return !isFilterGroup(node) && !node.negate && (node.operator === 'eq' || node.operator === 'in');
}

function placesOf(node: FilterNode): SelectedColumn[] {
  if (isFilterGroup(node)) {
    return node.filters.flatMap(placesOf);
  }
  const { column, path, asJson } = node;
  return [{ column, ...(path ? { path } : {}), ...(asJson ? { asJson } : {}) }];
}

function keyOf({ column, path = [], asJson }: Place): string {
  return JSON.stringify([column, path, asJson === true]);
}

function isNarrowedByRelated({ embeds, filters }: TableQuery): boolean {
  const names = new Set(embeds.map(embedName));
  return (
    embeds.some(({ join }) => join === 'inner') || filters.flatMap(placesOf).some(({ column }) => names.has(column))
  );
}

/** Gives what would have a name that is taken another one: a view has no two columns of the same name. */
function uniqueNames(taken: string[]) {
  const names = new Set(taken);
  return <Named extends object>(item: Named, own: string, wanted = own): Named => {
    let alias = wanted;
    for (let count = 2; names.has(alias); count++) {
      alias = `${wanted}_${count}`;
    }
    names.add(alias);
    return alias === own ? item : { ...item, alias };
  };
}
