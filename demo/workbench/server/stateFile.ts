import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';

/** What the file holds, or undefined when there is none. Throws an error that names the file and its mend. */
export function readState<T extends z.ZodType>(file: string, schema: T): z.output<T> | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const mend = "Delete it: only what was saved in the workbench's forms is lost.";
    throw new Error(`${file} is not what the workbench writes. ${mend}`, { cause });
  }
}

/** Writes the file readable by its owner only, since it holds secrets, and whole or not at all. */
export function writeState(file: string, state: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, JSON.stringify(state, null, 2), { mode: 0o600 });
  renameSync(draft, file);
}
