import type { ColumnProposal, Proposal, ViewProposal } from './proposeAdapters';

/** Writes a proposal as a script to be read, changed and run by hand. */
export function toSql(proposal: Proposal): string {
  const found = proposal.views.filter((view) => view.table !== undefined);
  const lacking = proposal.views.filter((view) => view.table === undefined);
  return [
    head,
    ...found.map(viewSql),
    ...(found.some(({ view }) => view === 'runs') ? [rollupReset] : []),
    'commit;\n',
    ...lackingSql(lacking),
    ...indexSql(proposal.indexes),
    '-- What is connected now.\nselect * from scrapewatch.health();\n',
  ].join('\n');
}

const head = `-- Proposed by: npm run adapt. Nothing of this has been run. Read it, mend what is wrong (GUESSED, CHECK), then run it as the
-- owner of the tables, after supabase/scrapewatch.sql: in the SQL editor, or with psql. It makes views; no table is changed.
-- Times without a zone are taken as one zone throughout (--zone); change it when your workers write another.
-- Columns that could hold addresses, secrets or raw payloads are left out on purpose: every Viewer reads these views.
begin;
`;

const rollupReset = `-- What was rolled up of the view as it was says nothing about these runs: they are read themselves until the next refresh.
insert into scrapewatch.rollup_changes (hour) values ('-infinity');
`;

function viewSql(view: ViewProposal): string {
  const rows = view.rowEstimate === undefined ? '' : `, about ${view.rowEstimate.toLocaleString('en-US')} rows`;
  const lines = [
    comment(`${view.view} ← ${view.table}${rows}; confidence ${grade(view.score)} (${view.score.toFixed(2)})`),
    ...view.alternatives.map((table) => comment(`  would fit too: ${table}`)),
    ...view.notes.map((note) => comment(`  ${note}`)),
    `create or replace view scrapewatch.${view.view} with (security_barrier = true) as`,
    'select',
    ...view.columns.map((column, place) => columnLine(column, place === view.columns.length - 1)),
    `from ${view.from};`,
  ];
  return `${lines.join('\n')}\n`;
}

function columnLine(column: ColumnProposal, isLast: boolean): string {
  const sure =
    column.confidence === 'likely' || column.confidence === 'guess'
      ? [`${column.confidence}: ${column.source ?? ''}`]
      : [];
  const remarks = [...sure, ...column.notes];
  const name = /^[a-z_]+$/.test(column.name) ? column.name : `"${column.name}"`;
  return `  ${column.sql} as ${name}${isLast ? '' : ','}${remarks.length > 0 ? ` ${comment(remarks.join('; '))}` : ''}`;
}

function lackingSql(views: ViewProposal[]): string[] {
  if (views.length === 0) {
    return [];
  }
  return [
    `${['-- Not connected, because no table looks like it; the rest works without:', ...views.map((view) => comment(`  ${view.view}: ${view.lost}`))].join('\n')}\n`,
  ];
}

function indexSql(indexes: string[]): string[] {
  if (indexes.length === 0) {
    return [];
  }
  const lines = [
    '-- Indexes that keep dashboards fast on large tables. Run them one by one, outside a transaction; they lock nothing out.',
    '-- With timestamps that have no zone, and with translated words, the index has to hold the expression of the view.',
    ...indexes.map(comment),
  ];
  return [`${lines.join('\n')}\n`];
}

function grade(score: number): string {
  if (score >= 0.75) {
    return 'high';
  }
  return score >= 0.55 ? 'medium' : 'low';
}

/** A comment of one line, whatever names and words contain. */
function comment(text: string): string {
  return `-- ${text.replaceAll(/\p{C}+|[\u2028\u2029]+/gu, ' ')}`;
}
