import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf } from './commandOf';

/**
 * Claims `dataDir` for this process. Throws when another live one holds it; a lock left by a killed one is taken over.
 * Returns what gives it back.
 */
export function lockInstance(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'running');
  const holder = readHolder(file);
  if (holder && holder !== process.pid && commandOf(holder).includes('node')) {
    throw new Error(
      `The demo is already running on ${dataDir} (process ${holder}). Stop it there with Ctrl-C (or: kill ${holder}), or set SCRAPEWATCH_DATA to another folder.`
    );
  }
  writeFileSync(file, String(process.pid));
  return () => {
    if (readHolder(file) === process.pid) {
      rmSync(file, { force: true });
    }
  };
}

function readHolder(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}
