import type { Choice } from './chooseTables';
import { columnSql } from './columnSql';
import { type Join, joinsOf } from './joinsOf';
import type { Introspection } from './Introspection';
import type { ColumnProposal, ViewProposal } from './proposeAdapters';
import { coverage, duration } from './runColumns';
import { followers } from './pageFollowers';
import { ALIAS, type ColumnSpec } from './viewSpec';
import { literal } from './wordCase';

export interface Surroundings {
  introspection: Introspection;
  choices: Map<string, Choice>;
  settings: { system: string; environment: string; zone: string };
}

/** Writes one view over the table that was chosen for it. */
export function buildView(choice: Choice, surroundings: Surroundings): ViewProposal {
  const { spec, table, matches, score, alternatives } = choice;
  const joins = joinsOf(choice, surroundings.choices);
  const extra = spec.view === 'pages' ? followers(choice, surroundings) : undefined;
  const columns = spec.columns.map((ours) => {
    const special = extra?.column(ours) ?? computed(choice, ours, joins, surroundings);
    return (
      special ??
      own(choice, ours, surroundings) ??
      joined(ours, joins, surroundings) ??
      missing(ours, choice, surroundings)
    );
  });
  toldApartByName(columns);
  const text = columns.map((column) => column.sql).join(' ');
  const used = joins.filter(({ alias }) => new RegExp(`\\b${alias}\\.`).test(text));
  const from = [`${table.sql} ${ALIAS}`, ...used.map((join) => join.sql), ...(extra ? [extra.join] : [])].join('\n');
  const notes = [...used.flatMap((join) => join.notes)];
  if (!table.isReadable) {
    notes.push('rows could not be read: words are guessed from names alone');
  }
  return {
    view: spec.view,
    table: table.sql,
    rowEstimate: table.rowEstimate,
    score,
    alternatives,
    columns,
    from,
    lost: spec.lost,
    notes,
  };

  function own({ matches: found }: Choice, ours: ColumnSpec, { settings }: Surroundings): ColumnProposal | undefined {
    const match = found.best.get(ours.name);
    if (!match) {
      return undefined;
    }
    const { sql, notes: remarks } = columnSql(ours, match.column, settings.zone);
    const rivals = ours.kind === 'id' ? [] : (matches.others.get(ours.name) ?? []);
    return {
      name: ours.name,
      sql: neverNull(sql(`${ALIAS}.${match.column.sql}`), ours, match.column.isNullable, surroundings),
      source: `${table.sql}.${match.column.sql}`,
      confidence: confidence(match.score),
      notes: [...remarks, ...(rivals.length > 0 ? [`or: ${rivals.join(', ')}`] : [])],
    };
  }
}

function confidence(score: number): ColumnProposal['confidence'] {
  if (score >= 0.9) {
    return 'certain';
  }
  return score >= 0.7 ? 'likely' : 'guess';
}

function computed(
  choice: Choice,
  ours: ColumnSpec,
  joins: Join[],
  { settings }: Surroundings
): ColumnProposal | undefined {
  if (choice.spec.view !== 'runs') {
    return undefined;
  }
  if (ours.name === 'duration_seconds') {
    return duration(choice, settings.zone);
  }
  return ours.name === 'coverage' ? coverage(choice, joins) : undefined;
}

/** From the table that a foreign key points at: names, and where the client or scraper belongs. */
function joined(ours: ColumnSpec, joins: Join[], surroundings: Surroundings): ColumnProposal | undefined {
  const wanted = ours.name === 'expected' ? ['clients' as const] : (ours.through ?? []);
  for (const to of wanted) {
    const join = joins.find((candidate) => candidate.to === to);
    const match = join?.choice.matches.best.get(ours.name);
    if (join && match) {
      const sql = columnSql(ours, match.column, surroundings.settings.zone).sql(`${join.alias}.${match.column.sql}`);
      return {
        name: ours.name,
        sql: neverNull(sql, ours, join.isOptional || match.column.isNullable, surroundings),
        source: `${join.choice.table.sql}.${match.column.sql}`,
        confidence: confidence(match.score),
        notes: ours.name === 'expected' ? ['as it is expected of the client now, not when the run was asked for'] : [],
      };
    }
    if (join && ours.name === 'client') {
      return {
        name: ours.name,
        sql: `${join.alias}.${join.keyColumn}::text`,
        source: join.choice.table.sql,
        confidence: 'guess',
        notes: ['no name but perhaps an address: the id is shown'],
      };
    }
  }
  return undefined;
}

function missing(ours: ColumnSpec, { spec, matches }: Choice, { settings }: Surroundings): ColumnProposal {
  const idColumn = spec.columns.find((column) => column.kind === 'id' && column.isRequired)?.name ?? '';
  const id = matches.best.get(idColumn)?.column;
  if (ours.name === 'system' || ours.name === 'environment') {
    return {
      name: ours.name,
      sql: `${literal(settings[ours.name])}::text`,
      confidence: 'none',
      notes: [`no such column: change the word to yours (--${ours.name})`],
    };
  }
  if (ours.name === 'client' && matches.best.has('client_id') && spec.view === 'runs') {
    return {
      name: ours.name,
      sql: `${ALIAS}.${matches.best.get('client_id')?.column.sql}::text`,
      confidence: 'none',
      notes: ['no name: the id is shown'],
    };
  }
  if (ours.otherwise === '') {
    return {
      name: ours.name,
      sql: id ? `${ALIAS}.${id.sql}::text` : "'unnamed'::text",
      confidence: 'none',
      notes: [`not found; lost: ${ours.cost ?? 'names'}`],
    };
  }
  return {
    name: ours.name,
    sql: ours.otherwise,
    confidence: 'none',
    notes: [ours.cost ? `not found; lost: ${ours.cost}` : 'not found'],
  };
}

/** Runs that name their client and hold no id of it are told apart by that name: with one id for all they would be one client. */
function toldApartByName(columns: ColumnProposal[]): void {
  const id = columns.find(({ name }) => name === 'client_id');
  const client = columns.find(({ name }) => name === 'client');
  if (id?.confidence === 'none' && client?.source) {
    Object.assign(id, { sql: client.sql, source: client.source, notes: ['no id: clients are told apart by name'] });
  }
}

/** What the contract promises not to be null, and a nullable column or an outer join could make so. */
function neverNull(sql: string, ours: ColumnSpec, isNullable: boolean, { settings }: Surroundings): string {
  if (!isNullable || ours.kind !== 'text' || ours.otherwise.startsWith('null')) {
    return sql;
  }
  if (ours.name === 'system' || ours.name === 'environment') {
    return `coalesce(${sql}, ${literal(settings[ours.name])})`;
  }
  return ours.otherwise === '' ? sql : `coalesce(${sql}, ${ours.otherwise})`;
}
