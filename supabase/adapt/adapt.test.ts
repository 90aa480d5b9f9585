import { describe, expect, it } from 'vitest';
import { parseContract } from '../tests/parseContract';
import { adaptOptions } from './adaptOptions';
import { allViews } from './chooseTables';
import type { Column, Introspection, Table } from './Introspection';
import { isSensitive, nameScore } from './names';
import { proposeAdapters } from './proposeAdapters';
import { toSql } from './toSql';
import { wordCase } from './wordCase';
import { wordMaps } from './wordMaps';

const column = (name: string, type: string, more: Partial<Column> = {}): Column => ({
  name,
  sql: name,
  type,
  isNullable: false,
  isPrimaryKey: name === 'id',
  ...more,
});
const table = (name: string, columns: Column[], more: Partial<Table> = {}): Table => ({
  schema: 'public',
  name,
  sql: `public.${name}`,
  isReadable: true,
  columns,
  foreignKeys: [],
  indexedFirst: [],
  ...more,
});
const time = 'timestamp with time zone';
const seen = (...words: string[]) => ({ words: words.map((word) => ({ word, rows: 1 })) });
const jobs = (...more: Column[]) =>
  table('jobs', [
    column('id', 'integer'),
    column('status', 'text', seen('ok', 'err', 'running')),
    column('created_at', time),
    ...more,
  ]);

/** What stands before `as name` in the proposal for a view. */
function mapped(introspection: Introspection | Table[], view: string, name: string) {
  const proposal = proposeAdapters(Array.isArray(introspection) ? { tables: introspection } : introspection);
  return proposal.views.find((found) => found.view === view)?.columns.find((found) => found.name === name);
}

describe('the views that adapt proposes', () => {
  it('have the columns and types of CONTRACT.md, in order', () => {
    const spelled = (type: string) => type.replace('timestamptz', time);
    expect(
      allViews.map(({ view, columns }) => ({
        name: view,
        columns: columns.map(({ name, type }) => `${name} ${spelled(type)}`),
      }))
    ).toEqual(
      parseContract().views.map(({ name, columns }) => ({
        name,
        columns: columns.map((found) => `${found.name} ${found.type}`),
      }))
    );
  });

  it('use no word that the contract lacks', () => {
    expect(Object.keys(wordMaps.run.words)).toEqual(['queued', 'processing', 'completed', 'failed', 'cancelled']);
    expect(Object.keys(wordMaps.level.words)).toEqual(['debug', 'info', 'warning', 'error', 'critical']);
    expect(Object.keys(wordMaps.scraper.words).sort()).toEqual(['error', 'paused', 'running', 'stopped']);
  });
});

describe('proposeAdapters', () => {
  it('leaves a view alone when no table looks like it, and says what stays empty', () => {
    const proposal = proposeAdapters({
      tables: [table('recipes', [column('id', 'integer'), column('title', 'text')])],
    });
    expect(proposal.views.every((view) => view.table === undefined)).toBe(true);
    expect(toSql(proposal)).toContain('--   queue_samples: the queue over time');
    expect(toSql(proposal)).not.toContain('create or replace view');
  });

  it('takes the table that fits best and names the others', () => {
    const proposal = proposeAdapters({
      tables: [
        { ...jobs(), name: 'tasks', sql: 'public.tasks' },
        jobs(),
        { ...jobs(), name: 'scrape_runs', sql: 'public.scrape_runs' },
      ],
    });
    expect(proposal.views[0]).toMatchObject({
      table: 'public.scrape_runs',
      alternatives: ['public.jobs', 'public.tasks'],
    });
  });

  it('never shows an address, a secret or a payload, not even when nothing else is there', () => {
    const accounts = table('accounts', [
      column('id', 'integer'),
      ...['email', 'session_token', 'password_hash', 'apiKey', 'raw_payload', 'cookies'].map((name) =>
        column(name, 'text')
      ),
      column('status', 'text', seen('ok')),
      column('last_checked_at', time),
    ]);
    const text = toSql(
      proposeAdapters({ tables: [accounts, table('customers', [column('id', 'integer'), column('e_mail', 'text')])] })
    );
    expect(text).toContain('scrapewatch.accounts');
    expect(text).toContain('scrapewatch.clients');
    expect(text).not.toMatch(/x\.\w*(mail|token|pass|key|payload|cookie)/i);
  });

  it.each([
    'email',
    'contactEmail',
    'api_key',
    'accessToken',
    'passwd',
    'payload',
    'raw',
    'ip_address',
    'card_number',
    'metadata',
  ])('calls %s sensitive', (name) => {
    expect(isSensitive(name)).toBe(true);
  });

  it.each(['username', 'found_count', 'worker', 'message', 'started_at', 'monkey', 'category', 'shipped'])(
    'does not call %s sensitive',
    (name) => {
      expect(isSensitive(name)).toBe(false);
    }
  );

  it('tells clients apart by name where the runs hold no id of them', () => {
    const proposal = [jobs(column('customer_name', 'text', { isNullable: true }))];
    expect(mapped(proposal, 'runs', 'client_id')).toMatchObject({
      sql: "coalesce(x.customer_name, 'default'::text)",
      notes: ['no id: clients are told apart by name'],
    });
  });

  it('proposes no index on a view, which takes none', () => {
    const { indexes } = proposeAdapters({ tables: [jobs()] });
    expect(indexes).not.toEqual([]);
    expect(proposeAdapters({ tables: [{ ...jobs(), takesNoIndex: true }] }).indexes).toEqual([]);
  });

  it('gives null for what is not there, never a figure of its own', () => {
    expect(mapped([jobs()], 'runs', 'found')).toMatchObject({
      sql: 'null::integer',
      confidence: 'none',
      notes: ['not found; lost: coverage'],
    });
    expect(mapped([jobs()], 'runs', 'coverage')?.sql).toBe('null::double precision');
  });

  it('counts no coverage while a run is open, and divides by nothing', () => {
    const columns = [column('expected_count', 'integer'), column('found_count', 'integer')];
    expect(mapped([jobs(...columns)], 'runs', 'coverage')?.sql).toBe(
      "case when x.expected_count > 0 and x.status not in ('running') then x.found_count::double precision / x.expected_count end"
    );
  });

  it.each([
    ['duration_ms', 'bigint', '(x.duration_ms / 1000.0)::double precision'],
    ['duration_minutes', 'numeric', '(x.duration_minutes * 60.0)::double precision'],
    ['duration_seconds', 'integer', 'x.duration_seconds::double precision'],
    ['duration', 'interval', 'extract(epoch from x.duration)::double precision'],
  ])('reads the unit of %s from its name', (name, type, expected) => {
    expect(mapped([jobs(column(name, type))], 'runs', 'duration_seconds')?.sql).toBe(expected);
  });

  it('prefers finished − started to a column of durations', () => {
    const columns = [column('started_at', time), column('ended_at', time), column('duration_ms', 'bigint')];
    expect(mapped([jobs(...columns)], 'runs', 'duration_seconds')?.sql).toBe(
      'extract(epoch from x.ended_at - x.started_at)::double precision'
    );
  });

  it('takes times without a zone as the zone that is said', () => {
    const tables = [
      table('jobs', [
        column('id', 'integer'),
        column('status', 'text', seen('ok')),
        column('created', 'timestamp without time zone'),
      ]),
    ];
    const proposal = proposeAdapters({ tables }, { zone: 'Europe/Berlin' });
    expect(toSql(proposal)).toContain("(x.created at time zone 'Europe/Berlin') as queued_at");
  });

  it('reads what customers are called through the foreign key, and what is expected of them', () => {
    const customers = table('customers', [
      column('id', 'integer'),
      column('name', 'text'),
      column('expected_accounts', 'integer'),
    ]);
    const runs = {
      ...jobs(column('customer_id', 'integer'), column('found', 'integer')),
      foreignKeys: [{ column: 'customer_id', toSchema: 'public', toTable: 'customers', toColumn: 'id' }],
    };
    expect(mapped([runs, customers], 'runs', 'client')?.sql).toBe('c.name');
    expect(mapped([runs, customers], 'runs', 'expected')).toMatchObject({
      sql: 'c.expected_accounts',
      notes: [expect.stringContaining('now')],
    });
  });

  it('says so when a join rests on a name only', () => {
    const customers = table('customers', [column('id', 'integer'), column('name', 'text')]);
    const text = toSql(proposeAdapters({ tables: [jobs(column('customer_id', 'integer')), customers] }));
    expect(text).toContain('no foreign key says so');
  });

  it('counts attempts from the second on', () => {
    expect(mapped([jobs(column('attempts', 'integer'))], 'runs', 'retries')?.sql).toBe(
      'greatest(coalesce(x.attempts, 0) - 1, 0)::integer'
    );
    expect(mapped([jobs(column('retry_count', 'integer'))], 'runs', 'retries')?.sql).toBe(
      'coalesce(x.retry_count, 0)::integer'
    );
  });

  it("offers Supabase's own users when the team has no such table, by id and date only", () => {
    const users = table(
      'users',
      [column('id', 'uuid'), column('email', 'character varying'), column('created_at', time)],
      { schema: 'auth', sql: 'auth.users' }
    );
    const view = proposeAdapters({ tables: [users] }).views.find((found) => found.view === 'users');
    expect(view?.columns.map(({ sql }) => sql)).toEqual(['x.id::text', "'main'::text", "'prod'::text", 'x.created_at']);
  });

  it('writes the same script for the same project', () => {
    const tables = [jobs(), table('customers', [column('id', 'integer'), column('name', 'text')])];
    expect(toSql(proposeAdapters({ tables }))).toBe(toSql(proposeAdapters(structuredClone({ tables }))));
  });

  it('cannot be made to run anything by a name, a comment or a word', () => {
    const evil = "x'); drop table users; --";
    const text = toSql(
      proposeAdapters({
        tables: [jobs(column('level\nselect 2', 'text')), table(evil, [column('id', 'integer')])].map((found) => ({
          ...found,
          columns: found.columns.map((own) => (own.name === 'status' ? { ...own, ...seen(evil) } : own)),
        })),
      })
    );
    const code = text.split('\n').map((line) => line.replace(/'(?:[^']|'')*'/g, '').replace(/--.*/, ''));
    expect(code.join('\n')).not.toContain('drop table');
  });
});

describe('wordCase', () => {
  const status = (...words: string[]) => column('status', 'text', seen(...words));

  it('compares an enum itself, since no index holds the text of one', () => {
    const state = column('state', 'app.state', { isEnum: true, ...seen('ok', 'queued') });
    expect(wordCase('run', state).sql('x.state')).toBe(
      "case when x.state in ('ok') then 'completed' when x.state in ('queued') then 'queued' else 'cancelled' end"
    );
    expect(wordCase('run', { ...state, ...seen('queued') }).sql('x.state')).not.toContain('::text');
  });

  it('leaves words alone that are ours already', () => {
    expect(wordCase('run', status('queued', 'completed')).sql('x.status')).toBe('x.status');
  });

  it('marks a word that nobody knows, and counts it neither as success nor as failure', () => {
    const { sql, notes } = wordCase('run', status('ok', 'zombie'));
    expect(sql('s')).toBe(
      "case when s in ('ok') then 'completed' when s in ('zombie') then 'cancelled' else 'cancelled' end"
    );
    expect(notes.join()).toContain("CHECK: nobody knows 'zombie'");
  });

  it('guesses, and says so, where the words could not be read', () => {
    const { sql, notes } = wordCase('run', column('status', 'text'));
    expect(sql('s')).toMatch(/^case when lower\(s\) in \('queued', 'pending'/);
    expect(notes[0]).toMatch(/^GUESSED/);
  });

  it('knows each word of a vocabulary once', () => {
    for (const { words } of Object.values(wordMaps)) {
      const all = Object.values(words).flat();
      expect(all.filter((word, place) => all.indexOf(word) !== place)).toEqual([]);
    }
  });
});

describe('nameScore', () => {
  it.each([
    ['jobs', ['job'], 1],
    ['customerId', ['customer_id'], 1],
    ['ig_scrape_jobs', ['scrape_jobs'], 0.75],
    ['jobs_archive', ['jobs'], 0],
  ])('of %s', (name, names, expected) => {
    expect(nameScore(name, names)).toBe(expected);
  });
});

describe('adaptOptions', () => {
  it('takes the connection string from the environment, and never asks for it twice', () => {
    expect(adaptOptions([], { DATABASE_URL: 'postgres://a:b@c/d' })).toMatchObject({
      database: 'postgres://a:b@c/d',
      isJson: false,
    });
    expect(() => adaptOptions([], {})).toThrow(/Set DATABASE_URL/);
    expect(() => adaptOptions(['--zone', 'Mars/Base'], { DATABASE_URL: 'postgres://x' })).toThrow(/no time zone/);
    expect(adaptOptions(['--help'], {})).toBe('help');
  });
});
