import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRows, ask, column, connectOptionalTables } from './optionalTables';
import { as, type Sql, startTestServer, type TestServer } from './testDatabase';

let server: TestServer;
let sql: Sql;

beforeAll(async () => {
  server = await startTestServer();
  sql = await server.clone();
  await connectOptionalTables(sql);
});
beforeEach(() => sql`truncate team.accounts, team.backups, team.pages`);
afterAll(() => server?.stop());

const ago = (seconds: number) => `now() - interval '${seconds} s'`;

describe('account_health', () => {
  const account = (name: string, status: string, checkedAt: string, kind = 'account') => ({
    account: `'${name}'`,
    kind: `'${kind}'`,
    provider: "'instagram'",
    status,
    checked_at: checkedAt,
  });

  it('A16 takes a valid account for healthy until it was not checked for a day, and no other', async () => {
    await addRows(sql, 'accounts', [
      account('fresh', "'valid'", ago(86_300)),
      account('stale', "'valid'", ago(86_500)),
      account('never', "'valid'", 'null'),
      account('challenged', "'challenged'", ago(1)),
      account('blocked', "'blocked'", ago(1)),
      account('odd', 'null', ago(1)),
    ]);
    const rows = await ask(sql, 'account_health()');
    expect(rows.map((row) => [row.account, row.healthy])).toEqual([
      ['blocked', false],
      ['challenged', false],
      ['never', false],
      ['stale', false],
      ['odd', false],
      ['fresh', true],
    ]);
    expect(rows[2]).toMatchObject({ age_seconds: null });
    expect(Number(rows[5]?.age_seconds)).toBeCloseTo(86_300, -1);
  });

  it('A16 keeps proxies and APIs beside accounts, filtered by system and environment', async () => {
    await addRows(sql, 'accounts', [
      account('p1', "'blocked'", ago(1), 'proxy'),
      { ...account('apify', "'valid'", ago(1), 'api'), system: "'IGM'" },
      { ...account('old', "'valid'", ago(1)), environment: "'dev'" },
    ]);
    expect(column(await ask(sql, `account_health(array['IGF'], array['prod'])`), 'kind')).toEqual(['proxy']);
    expect(await ask(sql, `account_health('{}', '{}')`)).toHaveLength(3);
    expect(await ask(sql, `account_health(array['nowhere'])`)).toEqual([]);
  });
});

describe('backup_status', () => {
  const backup = (finishedAt: string, ok: string, more: Record<string, string> = {}) => ({
    backup_id: 'gen_random_uuid()::text',
    finished_at: finishedAt,
    ok,
    ...more,
  });

  it('B13 is well until the newest good backup is 26 hours old', async () => {
    await addRows(sql, 'backups', [
      backup(ago(93_500), 'true', { size_bytes: '7' }),
      backup(ago(93_700), 'true', { environment: "'dev'", size_bytes: '8', verified_at: ago(60) }),
    ]);
    expect(await ask(sql, 'backup_status()')).toMatchObject([
      { environment: 'dev', ok: false, size_bytes: 8, verified_at: expect.any(Date) },
      { environment: 'prod', ok: true, size_bytes: 7, verified_at: null },
    ]);
  });

  it('B13 is not well when the newest attempt failed, and tells of the good one before it', async () => {
    await addRows(sql, 'backups', [
      backup(ago(7200), 'true', { size_bytes: '11', verified_at: ago(100) }),
      backup(ago(3600), 'false', { size_bytes: '3' }),
    ]);
    const [row] = await ask(sql, 'backup_status()');
    expect(row).toMatchObject({ ok: false, size_bytes: 11 });
    expect(Number(row?.age_seconds)).toBeCloseTo(7200, -1);
  });

  it('B13 puts a system first that never had a good backup, and takes an unknown outcome for a failure', async () => {
    await addRows(sql, 'backups', [
      backup(ago(50), 'true', { system: "'DSC'" }),
      backup(ago(10), 'null', { system: "'OPT'" }),
    ]);
    expect(await ask(sql, 'backup_status()')).toMatchObject([
      { system: 'OPT', finished_at: null, age_seconds: null, ok: false },
      { system: 'DSC', ok: true },
    ]);
    expect(await ask(sql, `backup_status(array['DSC'], array['prod'])`)).toHaveLength(1);
    expect(await ask(sql, `backup_status(array['ANI'])`)).toEqual([]);
  });

  it('B13 of two attempts that ended together counts the failed one', async () => {
    await addRows(sql, 'backups', [backup("'2026-11-20'", 'true'), backup("'2026-11-20'", 'false')]);
    expect(await ask(sql, 'backup_status()')).toMatchObject([{ ok: false, finished_at: expect.any(Date) }]);
  });
});

describe('high_value_pages', () => {
  const page = (name: string, clients: string, followers = 'null') => ({
    page_id: `'${name}'`,
    page: `'${name}'`,
    clients_following: clients,
    followers,
  });

  it('A5 lists pages followed by three clients, not by two, most followed first', async () => {
    await addRows(sql, 'pages', [
      page('two', '2', '999'),
      page('unknown', '3'),
      page('big', '3', '50'),
      page('top', '7'),
      page('nobody', 'null'),
    ]);
    expect(column(await ask(sql, 'high_value_pages()'), 'page')).toEqual(['top', 'big', 'unknown']);
    expect(column(await ask(sql, 'high_value_pages(max_rows => 1)'), 'page')).toEqual(['top']);
    expect(await ask(sql, 'high_value_pages(max_rows => -5)')).toEqual([]);
    expect(await ask(sql, `high_value_pages(array['IGM'])`)).toEqual([]);
  });

  it('A5 follows the setting', async () => {
    await addRows(sql, 'pages', [page('two', '2'), page('one', '1')]);
    await sql`update scrapewatch.settings set value = 2 where key = 'high_value_page_clients'`;
    expect(column(await ask(sql, 'high_value_pages()'), 'page')).toEqual(['two']);
    await sql`update scrapewatch.settings set value = 3 where key = 'high_value_page_clients'`;
  });
});

describe('maintenance_windows', () => {
  it('are there for the reader to see, and to nobody else but the owner', async () => {
    await sql`insert into scrapewatch.maintenance_windows (starts_at, ends_at, reason) values (now(), now() + interval '1 h', 'new disk')`;
    expect(await as(sql, 'scrapewatch_reader', 'select reason from scrapewatch.maintenance_windows')).toEqual([
      { reason: 'new disk' },
    ]);
    await expect(as(sql, 'anon', 'select * from scrapewatch.maintenance_windows')).rejects.toMatchObject({
      code: '42501',
    });
  });
});
