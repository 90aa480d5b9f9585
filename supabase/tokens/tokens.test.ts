import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { isLong, mintRoleToken, parseExpiry, tokenRoles } from './mintRoleToken';
import { readSigningKey } from './signingKey';
import { tokenOptions } from './tokenOptions';

const now = new Date('2026-11-21T12:00:00Z');
const secret = 'a-secret-of-at-least-thirty-two-characters';
const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-tokens-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function privateJwk(algorithm: 'ES256' | 'RS256') {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  return { publicKey: pair.publicKey, jwk: { ...(await exportJWK(pair.privateKey)), kid: 'key-7', alg: algorithm } };
}

function run(args: string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}) {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const clean = { ...process.env, SUPABASE_SIGNING_KEY: '', SUPABASE_JWT_SECRET: '', ...env };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', main, ...args], {
    input,
    env: clean,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('a token', () => {
  it('of the legacy secret names its role and its end, and no user', async () => {
    const token = await mintRoleToken(
      'scrapewatch_reader',
      await readSigningKey(`${secret}\n`),
      parseExpiry('1y', now),
      now
    );
    const { payload, protectedHeader } = await jwtVerify(token, new TextEncoder().encode(secret), { currentDate: now });
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(payload).toEqual({
      role: 'scrapewatch_reader',
      iss: 'scrapewatch',
      iat: now.getTime() / 1000,
      exp: now.getTime() / 1000 + 365 * 86_400,
    });
  });

  it.each(['ES256', 'RS256'] as const)(
    'of an imported %s key carries its key id and verifies with the public half',
    async (algorithm) => {
      const { publicKey, jwk } = await privateJwk(algorithm);
      for (const text of [jwk, [jwk], { keys: [jwk] }].map((value) => JSON.stringify(value))) {
        const token = await mintRoleToken(
          'scrapewatch_ingest',
          await readSigningKey(text),
          parseExpiry('90d', now),
          now
        );
        expect(decodeProtectedHeader(token)).toEqual({ alg: algorithm, typ: 'JWT', kid: 'key-7' });
        await expect(jwtVerify(token, publicKey, { currentDate: now })).resolves.toBeDefined();
      }
    }
  );
});

describe('readSigningKey', () => {
  it.each([
    ['too short', /at least 32/],
    ['eyJhbGciOiJIUzI1NiJ9.e30.abcdefghijklmnopqrstuvwxyz', /a token or an API key/],
    ['sb_secret_abcdefghijklmnopqrstuvwxyz0123456789', /a token or an API key/],
    ['-----BEGIN PRIVATE KEY-----', /PEM/],
    ['{"kty": "EC"', /cannot be read/],
    ['{"kty": "EC", "crv": "P-256", "x": "a", "y": "b"}', /no private key/],
    ['{"kty": "EC", "crv": "P-384", "d": "a", "kid": "k"}', /another kind/],
    ['{"kty": "EC", "crv": "P-256", "d": "a"}', /no "kid"/],
  ])('refuses %s, without repeating it', async (text, message) => {
    const error = await readSigningKey(text).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain(text);
  });
});

describe('parseExpiry', () => {
  it.each([
    ['90d', '2027-02-19T12:00:00.000Z'],
    ['2w', '2026-12-05T12:00:00.000Z'],
    ['2027-06-30', '2027-06-30T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(parseExpiry(text, now).toISOString()).toBe(expected);
  });

  it.each(['soon', '1m', '0d', '2026-11-20'])('refuses %s', (text) => {
    expect(() => parseExpiry(text, now)).toThrow(text);
  });

  it('calls more than a year long, and a year not', () => {
    expect([isLong(parseExpiry('1y', now), now), isLong(parseExpiry('2y', now), now)]).toEqual([false, true]);
  });
});

describe('npm run tokens', () => {
  it('prints all four with their end, from the environment, from a file and from standard input', () => {
    const file = join(folder, 'secret');
    writeFileSync(file, secret);
    for (const answer of [
      run([], { env: { SUPABASE_JWT_SECRET: secret } }),
      run(['--key-file', file]),
      run([], { input: secret }),
    ]) {
      expect([answer.status, answer.stderr]).toEqual([0, '']);
      expect(answer.stdout.match(/^# scrapewatch_\w+, until \d{4}-\d\d-\d\d \(HS256\)$/gm)).toHaveLength(
        tokenRoles.length
      );
      expect(answer.stdout).not.toContain(secret);
    }
  });

  it('writes a file that only its owner reads, never over another, and warns of long lives', () => {
    const out = join(folder, 'tokens');
    const first = run(['--role', 'reader', '--expires', '3y', '--out', out], { input: secret });
    expect(first.status).toBe(0);
    expect(first.stderr).toMatch(/longer than a year/);
    expect(statSync(out).mode & 0o077).toBe(0);
    expect(run(['--out', out], { input: secret }).status).toBe(1);
  });

  it('takes no key on the command line, and no role that is not ours', () => {
    expect(() => tokenOptions(['--secret', secret])).toThrow(/never given on the command line/);
    expect(() => tokenOptions([`--key=${secret}`])).toThrow(/^(?!.*thirty-two).*never given/);
    expect(() => tokenOptions(['--role', 'service_role'])).toThrow(/no role "service_role"/);
    expect(tokenOptions(['--role', 'ingest', '--role', 'scrapewatch_metrics'])).toMatchObject({
      roles: ['scrapewatch_ingest', 'scrapewatch_metrics'],
    });
  });

  it('says what is missing when there is no key', () => {
    expect(run([])).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('There is no key') });
  });
});
