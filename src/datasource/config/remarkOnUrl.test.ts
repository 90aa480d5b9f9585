import { describe, expect, it } from 'vitest';
import { cleanUrl, remarkOnMending, remarkOnUrl } from './remarkOnUrl';

const own = 'https://abcdefghijklmnopqrst.supabase.co';

describe('cleanUrl', () => {
  it.each([
    own,
    ` ${own}/ `,
    `${own}/rest/v1`,
    `${own}/rest/v1/`,
    `${own}/rest/v1/runs?select=*`,
    `"${own}"`,
    'abcdefghijklmnopqrst.supabase.co',
    'https://supabase.com/dashboard/project/abcdefghijklmnopqrst',
    'https://supabase.com/dashboard/project/abcdefghijklmnopqrst/settings/api-keys?x=1',
    'https://app.supabase.com/project/abcdefghijklmnopqrst/editor',
    'postgresql://postgres:password@db.abcdefghijklmnopqrst.supabase.co:5432/postgres',
    'postgres://postgres.abcdefghijklmnopqrst:password@aws-0-eu-central-1.pooler.supabase.com:6543/postgres',
    'db.abcdefghijklmnopqrst.supabase.co',
  ])('makes the address of the project of %s', (typed) => {
    expect(cleanUrl(typed)).toBe(own);
    expect(remarkOnUrl(cleanUrl(typed))).toBeUndefined();
  });

  it.each([
    ['http://localhost:54321/rest/v1/', 'http://localhost:54321'],
    ['https://postgrest.example.com/api', 'https://postgrest.example.com/api'],
    ['https://supabase.com/dashboard/projects', 'https://supabase.com/dashboard/projects'],
    ['', ''],
  ])('leaves %s to its owner', (typed, stored) => {
    expect(cleanUrl(typed)).toBe(stored);
  });
});

describe('remarkOnMending', () => {
  it('says what became of a pasted address, and repeats no password', () => {
    expect(remarkOnMending('https://supabase.com/dashboard/project/abcdefghijklmnopqrst')).toContain(own);
    const remark = remarkOnMending('postgresql://postgres:hunter2@db.abcdefghijklmnopqrst.supabase.co:5432/postgres');
    expect(remark).toContain(own);
    expect(remark).not.toContain('hunter2');
    expect(remarkOnMending(`${own}/rest/v1/`)).toBeUndefined();
  });
});

describe('remarkOnUrl', () => {
  it.each([
    ['supabase', /no address/],
    ['ftp://x', /must start with https/],
    ['https://supabase.com/dashboard/projects', /address of the Supabase dashboard/],
    ['postgres://me:secret@host/db', /connection string of a database/],
    ['https://me@x.supabase.co', /no user name/],
    ['http://abcdefgh.supabase.co', /https:\/\/ only/],
  ])('names what is wrong with %s', (url, remark) => {
    expect(remarkOnUrl(url)).toMatch(remark);
  });
});
