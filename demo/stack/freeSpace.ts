import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';

const NEEDED_BYTES = 500e6;

/** Throws when the disk of `dataDir` has less room than the demo needs, before anything is half written. */
export async function checkFreeSpace(dataDir: string, neededBytes = NEEDED_BYTES): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  if (free < neededBytes) {
    const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`;
    throw new Error(
      `Only ${megabytes(free)} are free on the disk of ${dataDir}, and the demo needs ${megabytes(neededBytes)}. Free some space, or set SCRAPEWATCH_DATA to a folder on another disk.`
    );
  }
}
