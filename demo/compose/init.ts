import path from 'node:path';
import { loadKeys } from '../stack/keys';
import { loadPasswords, secretFiles, writeSecret } from './secretFiles';

export interface InitOptions {
  /** Holds a folder (in compose: a volume) for each service, and `keys` with what was minted. */
  secretsDir: string;
  /** Give each file to the user of its service; needs root. */
  chown: boolean;
}

/** Mints keys and passwords at the first call, and writes each service's secrets at every call. Returns the files written. */
export async function init({ secretsDir, chown }: InitOptions): Promise<string[]> {
  const stored = path.join(secretsDir, 'keys');
  const keys = await loadKeys(stored);
  const files = await secretFiles(keys, loadPasswords(stored));
  for (const file of files) {
    writeSecret(path.join(secretsDir, file.path), file.text, chown ? file.uid : undefined);
  }
  return files.map((file) => file.path);
}

if (import.meta.filename === process.argv[1]) {
  const written = await init({ secretsDir: '/secrets', chown: true });
  console.log(`${written.length} secrets are in place. Grafana's admin password:`);
  console.log('  docker compose exec grafana cat /run/scrapewatch/admin_password');
}
