import { describe, expect, it } from 'vitest';
import { cleanKey, recogniseKey, remarksOn, type KeyPlace } from './recogniseKey';

const now = Date.parse('2026-11-21T00:00:00Z');
const inAYear = Math.floor(now / 1000) + 365 * 86_400;

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${'s'.repeat(43)}`;
}

const publishable = `sb_publishable_${'p'.repeat(31)}`;
const secret = `sb_secret_${'s'.repeat(31)}`;

const texts = (key: string, field: KeyPlace['field'] = 'apiKey', place: Partial<KeyPlace> = {}) =>
  remarksOn(recogniseKey(key), { field, ...place }, now)
    .map(({ severity, text }) => `${severity}: ${text}`)
    .join('\n');

describe('recogniseKey', () => {
  it.each([
    ['publishable', publishable],
    ['secret', secret],
    ['legacy-anon', jwt({ iss: 'supabase', role: 'anon', ref: 'abcd', exp: inAYear })],
    ['legacy-service', jwt({ iss: 'supabase', role: 'service_role', ref: 'abcd', exp: inAYear })],
    ['token', jwt({ role: 'scrapewatch_reader', exp: inAYear })],
    ['unknown', 'hunter2'],
    ['unknown', 'a.b.c'],
    ['unknown', ''],
  ])('tells a %s by its form', (form, key) => {
    expect(recogniseKey(key).form).toBe(form);
  });

  it.each([9_999_999_999_999, -9e15, 'soon', null])('knows no expiry from %j', (exp) => {
    expect(recogniseKey(jwt({ role: 'scrapewatch_reader', exp }))).toMatchObject({
      form: 'token',
      expiresAt: undefined,
    });
  });

  it('reads role, expiry and project, also when they are not ASCII', () => {
    const key = recogniseKey(jwt({ role: 'lecteur_été', exp: 1_800_000_000, ref: 'abcd' }));
    expect(key).toEqual({ form: 'token', role: 'lecteur_été', expiresAt: '2027-01-15T08:00:00.000Z', project: 'abcd' });
  });

  it('keeps no part of the key itself', () => {
    const key = jwt({ role: 'scrapewatch_reader', exp: inAYear });
    expect(JSON.stringify(recogniseKey(key))).not.toContain(key.split('.')[1].slice(0, 12));
  });
});

describe('remarksOn', () => {
  it('warns plainly of keys that open the whole project to every Viewer', () => {
    expect(texts(secret)).toMatch(/^error: This is a secret key. It opens every path .* every Viewer/);
    expect(texts(jwt({ role: 'service_role' }), 'readerToken')).toMatch(/^error: This is a service_role key/);
  });

  it('names an expired token and its date', () => {
    expect(texts(jwt({ role: 'scrapewatch_reader', exp: 1_600_000_000 }), 'readerToken')).toMatch(
      /error: This token expired at 2020-09-13/
    );
  });

  it('notices a key where a token belongs, and a token where a key belongs', () => {
    expect(texts(publishable, 'readerToken')).toMatch(
      /^warning: This is a key, not a token: it belongs into the field above/
    );
    expect(texts(jwt({ role: 'scrapewatch_reader', exp: inAYear }), 'apiKey')).toMatch(/^warning: This is a token/);
  });

  it.each([
    ['a token without the end of its signature', jwt({ role: 'r', exp: inAYear }).slice(0, -1)],
    ['a token without its signature', jwt({ role: 'r', exp: inAYear }).split('.').slice(0, 2).join('.')],
    ['half a publishable key', publishable.slice(0, 25)],
    ['half a secret key', secret.slice(0, 20)],
  ])('notices %s', (_, key) => {
    expect(texts(key)).toMatch(/error: Its end is missing/);
  });

  it.each([
    ['a legacy key', { iss: 'supabase', role: 'anon', ref: 'abcdefgh', exp: inAYear }],
    ['a token of its Auth', { iss: 'https://abcdefgh.supabase.co/auth/v1', role: 'authenticated', exp: inAYear }],
  ])('notices %s of another project', (_, claims) => {
    const elsewhere = texts(jwt(claims), 'readerToken', { url: 'https://zzzzzzzz.supabase.co' });
    expect(elsewhere).toMatch(/^error: This is of project abcdefgh, and the URL is of project zzzzzzzz/);
    expect(texts(jwt(claims), 'readerToken', { url: 'https://abcdefgh.supabase.co' })).not.toContain('of project');
    expect(texts(jwt(claims), 'readerToken', { url: 'http://localhost:54321' })).not.toContain('of project');
  });

  it('notices tokens in each other’s fields', () => {
    const of = (role: string) => jwt({ role, exp: inAYear });
    expect(texts(of('scrapewatch_operator'), 'readerToken')).toMatch(/^warning: This is the operator’s token/);
    expect(texts(of('scrapewatch_reader'), 'operatorToken')).toMatch(/^warning: This is the reader’s token/);
  });

  it('notices a token that ends within two weeks, and a JWT secret in place of a token', () => {
    expect(texts(jwt({ role: 'r', exp: now / 1000 + 86_400 }), 'readerToken')).toMatch(
      /^warning: This token ends soon/
    );
    expect(texts('c2VjcmV0'.repeat(8), 'readerToken')).toMatch(/^warning: .* If it is the JWT secret/);
  });

  it('takes a token for the one key of a server without keys of its own', () => {
    expect(texts(jwt({ role: 'r', exp: inAYear }), 'apiKey', { authMode: 'key' })).toMatch(/^info/);
  });

  it('confirms what is as it should be', () => {
    expect(texts(publishable)).toBe('info: Recognised: publishable key.');
    expect(texts(jwt({ role: 'scrapewatch_reader', exp: inAYear }), 'readerToken')).toMatch(
      /^info: Recognised: token for role scrapewatch_reader, valid until 2027-11-21/
    );
  });
});

describe('cleanKey', () => {
  it.each([' KEY\n', '"KEY"', "'KEY'", 'Bearer KEY', 'Authorization: Bearer KEY', 'apikey: KEY', 'K\n  EY'])(
    'takes the key out of %j',
    (typed) => {
      expect(cleanKey(typed)).toBe('KEY');
    }
  );
});
