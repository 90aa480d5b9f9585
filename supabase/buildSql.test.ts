import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildSql, sqlFile } from './buildSql';

describe('scrapewatch.sql', () => {
  it('is what npm run generate makes of the migrations', async () => {
    expect(readFileSync(sqlFile, 'utf8')).toBe(await buildSql());
  });

  it('records the version that package.json has', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const recorded = [...(await buildSql()).matchAll(/into scrapewatch\.versions \(version\) values \('([\d.]+)'\)/g)];
    expect(recorded.map(([, each]) => each)).toEqual([version]);
  });

  it('begins with its command, makes no demo table, and ends by telling how to expose the schema', async () => {
    const text = await buildSql();
    expect(text.split('\n', 1)[0]).toContain('npm run generate');
    expect(text).not.toMatch(/create table (if not exists )?public\./);
    expect(text.slice(text.lastIndexOf('commit;'))).toContain('Exposed schemas: add scrapewatch after public');
  });
});
