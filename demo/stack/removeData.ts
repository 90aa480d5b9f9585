import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ownedDirectory, postgresOwner } from './postgresFiles';

/** Throws away what the demo has stored. Keys, fetched programs and builds stay. */
export function removeData(dataDir: string): void {
  rmSync(ownedDirectory(join(dataDir, 'postgres'), postgresOwner()), { recursive: true, force: true });
  rmSync(join(dataDir, 'prometheus'), { recursive: true, force: true });
}
