import { describe, expect, it } from 'vitest';
import { recogniseKey, remarksOn } from './recogniseKey';

const now = Date.parse('2026-11-21T00:00:00Z');
const inAYear = Math.floor(now / 1000) + 365 * 86_400;

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.signature`;
}

const texts = (key: string, field: 'apiKey' | 'readerToken' | 'operatorToken' = 'apiKey') =>
  remarksOn(recogniseKey(key), field, now)
    .map(({ severity, text }) => `${severity}: ${text}`)
    .join('\n');

describe('recogniseKey', () => {
  it.each([
    ['publishable', 'sb_publishable_abc'],
    ['secret', 'sb_secret_abc'],
    ['legacy-anon', jwt({ iss: 'supabase', role: 'anon', ref: 'abcd', exp: inAYear })],
    ['legacy-service', jwt({ iss: 'supabase', role: 'service_role', ref: 'abcd', exp: inAYear })],
    ['token', jwt({ role: 'scrapewatch_reader', exp: inAYear })],
    ['unknown', 'hunter2'],
    ['unknown', 'a.b.c'],
    ['unknown', ''],
  ])('tells a %s by its form', (form, key) => {
    expect(recogniseKey(key).form).toBe(form);
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
    expect(texts('sb_secret_abc')).toMatch(/^error: This is a secret key. It opens every path .* every Viewer/);
    expect(texts(jwt({ role: 'service_role' }), 'readerToken')).toMatch(/^error: This is a service_role key/);
  });

  it('names an expired token and its date', () => {
    expect(texts(jwt({ role: 'scrapewatch_reader', exp: 1_600_000_000 }), 'readerToken')).toMatch(
      /error: This token expired at 2020-09-13/
    );
  });

  it('notices a key where a token belongs, and a token where a key belongs', () => {
    expect(texts('sb_publishable_abc', 'readerToken')).toMatch(/^warning: This is a key, not a token/);
    expect(texts(jwt({ role: 'scrapewatch_reader', exp: inAYear }), 'apiKey')).toMatch(/^warning: This is a token/);
  });

  it('confirms what is as it should be', () => {
    expect(texts('sb_publishable_abc')).toBe('info: Recognised: publishable key.');
    expect(texts(jwt({ role: 'scrapewatch_reader', exp: inAYear }), 'readerToken')).toMatch(
      /^info: Recognised: token for role scrapewatch_reader, valid until 2027-11-21/
    );
  });
});
