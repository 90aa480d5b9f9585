import { useMemo } from 'react';
import type { SelectableValue } from '@grafana/data';
import type { Place } from '../../query/model';
import { typeClass } from '../../query/typeClass';
import type { ColumnInfo, Schema, TableInfo } from '../../schema/Schema';
import { relatedTables, type RelatedTable } from './relatedTables';

/** What is known about the table that a part of the builder is about. */
export interface TableContext {
  schema: string;
  name: string;
  /** Absent: it is not known; then every name is taken as it is typed. */
  info?: TableInfo;
  options: Array<SelectableValue<string>>;
  related: RelatedTable[];
  columnOf: (name: string) => ColumnInfo | undefined;
  /** False when the table's columns are known and this is none of them. A variable may be any. */
  isKnown: (name: string) => boolean;
  /** The type by which operators fit; undefined when it is not known. */
  typeOf: (place: Place) => string | undefined;
  everything: Schema | undefined;
}

/** The columns, types and relations of a table, worked out once per discovery. */
export function useTableContext(everything: Schema | undefined, schema: string, name: string): TableContext {
  return useMemo(() => toTableContext(everything, schema, name), [everything, schema, name]);
}

export function toTableContext(everything: Schema | undefined, schema: string, name: string): TableContext {
  const info = everything?.tables.find((table) => table.schema === schema && table.name === name);
  const columns = new Map((info?.columns ?? []).map((column) => [column.name, column]));
  return {
    schema,
    name,
    info,
    everything,
    options: (info?.columns ?? []).map(toOption),
    related: everything === undefined ? [] : relatedTables(everything, schema, name),
    columnOf: (column) => columns.get(column),
    isKnown: (column) => columns.size === 0 || columns.has(column) || column.includes('$'),
    typeOf: ({ column, path, asJson }) => {
      if (path !== undefined && path.length > 0) {
        return asJson ? 'jsonb' : 'text';
      }
      const found = columns.get(column);
      return found && (isEnum(found) ? 'enum' : (found.baseType ?? found.type));
    },
  };
}

/** The columns that can hold a row's time, the likeliest first. */
export function timeColumns({ info }: Pick<TableContext, 'info'>): ColumnInfo[] {
  const times = (info?.columns ?? []).filter((column) => /^(timestamp|date$)/.test(plainType(column)));
  const weight = ({ name }: ColumnInfo) => likely.findIndex((pattern) => pattern.test(name));
  return times
    .map((column, position) => ({ column, position, rank: weight(column) + (isStamp(column) ? 0 : likely.length) }))
    .sort((one, other) => one.rank - other.rank || one.position - other.position)
    .map(({ column }) => column);
}

/** True for numbers that can be summed up: not keys. */
export function isMeasure(column: ColumnInfo, { info }: Pick<TableContext, 'info'>): boolean {
  return (
    typeClass(plainType(column)) === 'number' &&
    !info?.primaryKey.includes(column.name) &&
    !/(^|_)id$/i.test(column.name)
  );
}

export function plainType({ type, baseType }: ColumnInfo): string {
  return (baseType ?? type).toLowerCase();
}

// What says when a row came to be, before what says when it was last touched; the last one takes every name.
const likely = [
  /^(time|ts|timestamp|at)$/i,
  /^(created|inserted|occurred|queued|received|recorded|logged|event|measured)(_?at|_?time|_?on|_?ts)?$/i,
  /^(started|start|begin|began)(_?at|_?time)?$/i,
  /(_at|_time|_ts|At)$/,
  /^/,
];

function isStamp(column: ColumnInfo): boolean {
  return plainType(column).startsWith('timestamp');
}

function isEnum({ values }: ColumnInfo): boolean {
  return values !== undefined && values.length > 0;
}

function toOption(column: ColumnInfo): SelectableValue<string> {
  const { name, type, comment } = column;
  const hint = comment ? `${type}: ${comment}` : type;
  return { label: name, value: name, description: hint, hint };
}
