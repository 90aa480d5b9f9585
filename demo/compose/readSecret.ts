import { readFileSync } from 'node:fs';
import path from 'node:path';

/** One of the service's own secrets, as init wrote it. Throws a sentence that says how to make it when it is missing. */
export function readSecret(name: string, directory = '/run/scrapewatch'): string {
  const file = path.join(directory, name);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot read ${file} (${reason}). Make it with: docker compose run --rm init`);
  }
}
