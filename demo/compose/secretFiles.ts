import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mintToken, type StackKeys } from '../stack/keys';

/** One secret: where it lies below the secrets folder (the first part is the volume), and who may read it. */
export interface SecretFile {
  path: string;
  text: string;
  /** The user that the service's image runs as. */
  uid: number;
}

export interface Passwords {
  postgres: string;
  authenticator: string;
  grafanaAdmin: string;
}

const uids = { postgres: 999, node: 1000, postgrest: 1000, nginx: 101, grafana: 472, nobody: 65534 } as const;

/** Every secret of docker-compose.yml; a volume holds what its one service needs and nothing else. */
export async function secretFiles(keys: StackKeys, passwords: Passwords): Promise<SecretFile[]> {
  const uri = (user: string, password: string) => `postgres://${user}:${password}@postgres:5432/postgres`;
  return [
    { path: 'postgres/password', text: passwords.postgres, uid: uids.postgres },
    { path: 'migrate/db_uri', text: uri('postgres', passwords.postgres), uid: uids.node },
    { path: 'migrate/authenticator_password', text: passwords.authenticator, uid: uids.node },
    { path: 'postgrest/db_uri', text: uri('authenticator', passwords.authenticator), uid: uids.postgrest },
    { path: 'postgrest/jwt_secret', text: keys.jwtSecret, uid: uids.postgrest },
    { path: 'gateway/keys.map', text: await keyMap(keys), uid: uids.nginx },
    { path: 'grafana/publishable_key', text: keys.publishableKey, uid: uids.grafana },
    { path: 'grafana/reader_token', text: keys.readerToken, uid: uids.grafana },
    { path: 'grafana/operator_token', text: keys.operatorToken, uid: uids.grafana },
    { path: 'grafana/admin_password', text: passwords.grafanaAdmin, uid: uids.grafana },
    { path: 'grafana/ingest_token', text: keys.ingestToken, uid: uids.grafana },
    { path: 'prometheus/metrics_token', text: keys.metricsToken, uid: uids.nobody },
    { path: 'alertmanager/ingest_token', text: keys.ingestToken, uid: uids.nobody },
    { path: 'simulator/publishable_key', text: keys.publishableKey, uid: uids.node },
    { path: 'simulator/secret_key', text: keys.secretKey, uid: uids.node },
    { path: 'simulator/reader_token', text: keys.readerToken, uid: uids.node },
    { path: 'simulator/ingest_token', text: keys.ingestToken, uid: uids.node },
  ];
}

/** What nginx.conf includes: each API key with the JWT that it stands for when a request brings none of its own. */
async function keyMap({ jwtSecret, publishableKey, secretKey }: StackKeys): Promise<string> {
  const line = async (key: string, role: string) => `"${key}" "Bearer ${await mintToken(jwtSecret, { role })}";\n`;
  return (await line(publishableKey, 'anon')) + (await line(secretKey, 'service_role'));
}

/** Reads the passwords that an earlier start minted, or mints and stores them, readable by their owner only. */
export function loadPasswords(directory: string): Passwords {
  const file = path.join(directory, 'passwords.json');
  if (existsSync(file)) {
    return parsePasswords(readFileSync(file, 'utf8'), file);
  }
  const mint = () => randomBytes(24).toString('base64url');
  const passwords = { postgres: mint(), authenticator: mint(), grafanaAdmin: mint() };
  writeSecret(file, JSON.stringify(passwords));
  return passwords;
}

/** Writes one secret: mode 0400, owned by `uid` when given, never half-written. */
export function writeSecret(file: string, text: string, uid?: number): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const fresh = `${file}.new`;
  writeFileSync(fresh, text, { mode: 0o600 });
  if (uid !== undefined) {
    chownSync(fresh, uid, uid);
  }
  chmodSync(fresh, 0o400);
  renameSync(fresh, file);
}

function parsePasswords(text: string, file: string): Passwords {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed === 'object' && parsed !== null) {
    const { postgres, authenticator, grafanaAdmin } = parsed as Record<string, unknown>;
    if (typeof postgres === 'string' && typeof authenticator === 'string' && typeof grafanaAdmin === 'string') {
      return { postgres, authenticator, grafanaAdmin };
    }
  }
  throw new Error(`${file} does not hold three passwords. Start afresh: docker compose down --volumes`);
}
