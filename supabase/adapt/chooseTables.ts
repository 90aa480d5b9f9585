import { type Introspection, isSameTable, type Table, targetOf } from './Introspection';
import { type Matches, matchColumns } from './matchColumns';
import { nameScore } from './names';
import { optionalViews } from './optionalViews';
import { pipelineViews } from './pipelineViews';
import type { ViewSpec } from './viewSpec';

export interface Choice {
  spec: ViewSpec;
  table: Table;
  matches: Matches;
  /** 0 to 1. */
  score: number;
  /** Tables that would fit too. */
  alternatives: string[];
}

export const allViews: ViewSpec[] = [...pipelineViews, ...optionalViews];

const LEAST_NAME = 0.55;
const LEAST_COLUMNS = 0.6;

/**
 * Decides which table each view reads, best fits first, each table for one view. The table of the runs is chosen before
 * the others, because what its foreign keys point at are the clients and the scrapers.
 */
export function chooseTables(introspection: Introspection): Map<string, Choice> {
  const pairs = allViews.flatMap((spec) =>
    introspection.tables.filter((table) => isOpenTo(spec, table)).map((table) => fit(spec, table))
  );
  const chosen = new Map<string, Choice>();
  const runs = pairs.filter(({ spec }) => spec.view === 'runs').sort(byScore)[0];
  take(runs);
  const pointedAt = runs ? pointedAtBy(introspection, runs) : new Map<string, Table>();
  const rest = pairs.map((pair) => {
    const target = pointedAt.get(pair.spec.view);
    const bonus = target !== undefined && isSameTable(target, pair.table) ? 0.5 : 0;
    return { ...pair, score: Math.min(pair.score + bonus, 1), isFit: pair.isFit || (bonus > 0 && pair.isComplete) };
  });
  rest
    .filter(({ isFit }) => isFit)
    .sort(byScore)
    .forEach(take);
  return chosen;

  function take(pair: Pair | undefined): void {
    if (
      !pair?.isFit ||
      chosen.has(pair.spec.view) ||
      [...chosen.values()].some(({ table }) => isSameTable(table, pair.table))
    ) {
      return;
    }
    const others = pairs.filter(({ spec, table, isFit }) => isFit && spec === pair.spec && table !== pair.table);
    const { spec, table, matches, score } = pair;
    chosen.set(spec.view, {
      spec,
      table,
      matches,
      score,
      alternatives: others
        .sort(byScore)
        .slice(0, 3)
        .map((other) => other.table.sql),
    });
  }
}

interface Pair extends Omit<Choice, 'alternatives'> {
  isComplete: boolean;
  isFit: boolean;
}

const byScore = (a: Pair, b: Pair) =>
  b.score - a.score || allViews.indexOf(a.spec) - allViews.indexOf(b.spec) || (a.table.sql < b.table.sql ? -1 : 1);

/** Supabase's own table of users counts only as users; of every other schema of Supabase's nothing is read at all. */
function isOpenTo(spec: ViewSpec, table: Table): boolean {
  return table.schema !== 'auth' || (spec.view === 'users' && table.name === 'users');
}

function fit(spec: ViewSpec, table: Table): Pair {
  const matches = matchColumns(spec, table);
  const byName = nameScore(table.name, spec.tables) - (table.schema === 'auth' ? 0.2 : 0);
  const wanted = spec.columns.filter((column) => column.names.length > 0 && column.through === undefined);
  const weight = (isRequired: boolean | undefined) => (isRequired ? 3 : 1);
  const whole = wanted.reduce((sum, column) => sum + weight(column.isRequired), 0);
  const found = wanted.reduce(
    (sum, column) => sum + weight(column.isRequired) * (matches.best.get(column.name)?.score ?? 0),
    0
  );
  const isComplete = wanted.every((column) => !column.isRequired || matches.best.has(column.name));
  const isNamed = byName >= LEAST_NAME || (spec.view === 'runs' && found / whole >= LEAST_COLUMNS);
  return {
    spec,
    table,
    matches,
    score: 0.6 * byName + (0.4 * found) / whole,
    isComplete,
    isFit: isComplete && isNamed,
  };
}

function pointedAtBy(introspection: Introspection, runs: Pair): Map<string, Table> {
  const found = new Map<string, Table>();
  for (const { to, names } of runs.spec.joins ?? []) {
    const keys = runs.table.foreignKeys.map((key) => ({ key, score: nameScore(key.column, names) }));
    const best = keys.filter(({ score }) => score > 0.5).sort((a, b) => b.score - a.score)[0];
    const table = best && targetOf(introspection, best.key);
    if (table) {
      found.set(to, table);
    }
  }
  return found;
}
