import type { Column, Table } from './Introspection';
import { columnScore, isSensitive } from './names';
import type { ColumnSpec, Kind, ViewSpec } from './viewSpec';
import { wordMaps } from './wordMaps';

export interface Match {
  column: Column;
  /** 0 to 1. */
  score: number;
}

export interface Matches {
  best: Map<string, Match>;
  /** Other columns that would fit, by name of ours. */
  others: Map<string, string[]>;
}

const LEAST_SCORE = 0.5;

/** Finds for each column of a view the column of a table that fits best; every source column is used once. */
export function matchColumns(spec: ViewSpec, table: Table): Matches {
  const candidates = spec.columns.flatMap((ours, place) =>
    table.columns.map((column, position) => ({ ours, column, place, position, score: score(ours, column, table) }))
  );
  const fitting = candidates.filter((candidate) => candidate.score >= LEAST_SCORE);
  fitting.sort((a, b) => b.score - a.score || a.place - b.place || a.position - b.position);
  const best = new Map<string, Match>();
  const used = new Set<string>();
  for (const { ours, column, score: value } of fitting) {
    if (!best.has(ours.name) && !used.has(column.name)) {
      best.set(ours.name, { column, score: value });
      used.add(column.name);
    }
  }
  const others = new Map<string, string[]>();
  for (const { ours, column } of fitting) {
    if (!used.has(column.name)) {
      others.set(ours.name, [...(others.get(ours.name) ?? []), column.name]);
    }
  }
  return { best, others };
}

function score(ours: ColumnSpec, column: Column, table: Table): number {
  if (isSensitive(column.name)) {
    return 0;
  }
  const byName = columnScore(column.name, table.name, ours.names);
  const byKey = ours.kind === 'id' && column.isPrimaryKey && ours.isRequired && isOwnId(ours, table) ? 1 : 0;
  return Math.max(byName, byKey) * typeFit(ours, column);
}

/** The primary key is the row's id, not whom the row belongs to. */
function isOwnId(ours: ColumnSpec, table: Table): boolean {
  return ours.names[0] === 'id' && table.columns.filter((column) => column.isPrimaryKey).length === 1;
}

const families: Record<string, string[]> = {
  whole: ['smallint', 'integer', 'bigint'],
  number: ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'],
  text: ['text', 'character varying', 'character', 'citext', 'extensions.citext', 'public.citext', 'name'],
  time: ['timestamp with time zone', 'timestamp without time zone', 'date'],
};
const isOf = (family: string, type: string) => families[family]?.includes(type) === true;

/** An enum's type has a name of its own; its words are known. */
const isEnum = (column: Column) =>
  column.words !== undefined && !Object.values(families).some((types) => types.includes(column.type));

/** 1 when the type suits, less when it has to be bent, 0 when it cannot. */
function typeFit(ours: ColumnSpec, column: Column): number {
  const { type } = column;
  const fits: Record<Kind, () => number> = {
    id: () => Number(isOf('whole', type) || isOf('text', type) || type === 'uuid' || type === 'numeric'),
    text: () => (isOf('text', type) || isEnum(column) ? 1 : Number(type === 'uuid' || isOf('whole', type)) * 0.6),
    time: () => (isOf('time', type) ? 1 : Number(isOf('number', type)) * 0.8),
    date: () => Number(isOf('time', type)),
    integer: () => Number(isOf('number', type)),
    bigint: () => Number(isOf('number', type)),
    double: () => Number(isOf('number', type)),
    bytes: () => Number(isOf('number', type)),
    ratio: () => Number(isOf('number', type)),
    money: () => Number(isOf('number', type)),
    retries: () => Number(isOf('whole', type)),
    seconds: () => Number(isOf('number', type) || type === 'interval'),
    boolean: () => Number(type === 'boolean'),
    words: () => {
      if (type === 'boolean') {
        return Number(ours.vocabulary !== undefined && wordMaps[ours.vocabulary].whenTrue !== undefined);
      }
      return Number(isOf('text', type) || isEnum(column));
    },
  };
  return fits[ours.kind]();
}
