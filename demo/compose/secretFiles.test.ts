import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { init } from './init';
import { loadPasswords } from './secretFiles';

let secretsDir: string;
const read = (file: string) => readFileSync(path.join(secretsDir, file), 'utf8');

beforeEach(() => {
  secretsDir = mkdtempSync(path.join(tmpdir(), 'scrapewatch-init-'));
});
afterEach(() => rmSync(secretsDir, { recursive: true, force: true }));

describe('init', () => {
  it('writes every secret readable by its owner only', async () => {
    const written = await init({ secretsDir, chown: false });

    const modes = written.map((file) => statSync(path.join(secretsDir, file)).mode & 0o777);
    expect(new Set(modes)).toEqual(new Set([0o400]));
    expect(statSync(path.join(secretsDir, 'keys/keys.json')).mode & 0o077).toBe(0);
    expect(statSync(path.join(secretsDir, 'keys/passwords.json')).mode & 0o077).toBe(0);
  });

  it('writes the same secrets when it runs again', async () => {
    const files = await init({ secretsDir, chown: false });
    const stable = files.filter((file) => file !== 'gateway/keys.map'); // its JWTs carry the time they were signed
    const before = stable.map(read);

    await init({ secretsDir, chown: false });

    expect(stable.map(read)).toEqual(before);
    expect(readdirSync(path.join(secretsDir, 'grafana')).some((name) => name.endsWith('.new'))).toBe(false);
  });

  it('gives Grafana neither the JWT secret nor the secret key', async () => {
    await init({ secretsDir, chown: false });

    const { jwtSecret, secretKey } = JSON.parse(read('keys/keys.json'));
    const grafanaSees = readdirSync(path.join(secretsDir, 'grafana')).map((name) => read(`grafana/${name}`));
    expect(grafanaSees).not.toContain(jwtSecret);
    expect(grafanaSees).not.toContain(secretKey);
  });

  it('maps each API key to a JWT of its role, signed with the secret that PostgREST reads', async () => {
    await init({ secretsDir, chown: false });

    const { publishableKey, secretKey } = JSON.parse(read('keys/keys.json'));
    const secret = new TextEncoder().encode(read('postgrest/jwt_secret'));
    const lines = [...read('gateway/keys.map').matchAll(/^"(\S+)" "Bearer (\S+)";$/gm)];
    const roles = await Promise.all(
      lines.map(async ([, key, token]) => [key, (await jwtVerify(token ?? '', secret)).payload.role])
    );
    expect(roles).toEqual([
      [publishableKey, 'anon'],
      [secretKey, 'service_role'],
    ]);
  });

  it('hands PostgREST the password that the migration sets', async () => {
    await init({ secretsDir, chown: false });

    const uri = new URL(read('postgrest/db_uri'));
    expect(uri.username).toBe('authenticator');
    expect(uri.password).toBe(read('migrate/authenticator_password'));
    expect(new URL(read('migrate/db_uri')).password).toBe(read('postgres/password'));
  });
});

describe('loadPasswords', () => {
  it('names the mend when its file is not one', () => {
    writeFileSync(path.join(secretsDir, 'passwords.json'), '{"postgres":1}');

    expect(() => loadPasswords(secretsDir)).toThrow('docker compose down --volumes');
  });
});
