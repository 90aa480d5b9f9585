import type { Choice } from './chooseTables';
import { columnSql } from './columnSql';
import type { Join } from './joinsOf';
import type { ColumnProposal } from './proposeAdapters';
import { ALIAS } from './viewSpec';
import { literal, wordCase } from './wordCase';

/** finished − started where both are told, else a column of durations; undefined when there is neither. */
export function duration({ matches }: Choice, zone: string): ColumnProposal | undefined {
  const started = matches.best.get('started_at')?.column;
  const finished = matches.best.get('finished_at')?.column;
  if (!started || !finished) {
    return undefined;
  }
  const asTime = (column: typeof started) =>
    columnSql({ name: '', type: 'timestamptz', kind: 'time', names: [], otherwise: '' }, column, zone).sql(
      `${ALIAS}.${column.sql}`
    );
  const isPlain = started.type === finished.type && started.type.startsWith('timestamp');
  const difference = isPlain
    ? `${ALIAS}.${finished.sql} - ${ALIAS}.${started.sql}`
    : `${asTime(finished)} - ${asTime(started)}`;
  return {
    name: 'duration_seconds',
    sql: `extract(epoch from ${difference})::double precision`,
    source: `${finished.sql} - ${started.sql}`,
    confidence: 'certain',
    notes: [],
  };
}

/** found ÷ expected, and nothing while a run is queued or processing: half a run is not low coverage. */
export function coverage({ matches }: Choice, joins: Join[]): ColumnProposal | undefined {
  const found = matches.best.get('found')?.column;
  const own = matches.best.get('expected')?.column;
  const client = joins.find(({ to }) => to === 'clients');
  const theirs = client?.choice.matches.best.get('expected')?.column;
  const expected = own ? `${ALIAS}.${own.sql}` : theirs && client && `${client.alias}.${theirs.sql}`;
  const status = matches.best.get('status')?.column;
  if (!found || !expected || !status) {
    return undefined;
  }
  const reference = `${ALIAS}.${status.sql}`;
  const open = wordCase('run', status).theirs('queued', 'processing');
  const finished = matches.best.get('finished_at')?.column;
  const conditions = [`${expected} > 0`];
  if (open.length > 0) {
    const text = status.type === 'text' || status.isEnum ? reference : `${reference}::text`;
    conditions.push(`${status.words?.length ? text : `lower(${text})`} not in (${open.map(literal).join(', ')})`);
  } else if (finished) {
    conditions.push(`${ALIAS}.${finished.sql} is not null`);
  }
  return {
    name: 'coverage',
    sql: `case when ${conditions.join(' and ')} then ${ALIAS}.${found.sql}::double precision / ${expected} end`,
    source: `${found.sql} / ${own ? own.sql : theirs?.sql}`,
    confidence: 'certain',
    notes: [],
  };
}
