import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { composeFile, type ComposeFile } from './composeSchema';

/** The repository's docker-compose.yml with its anchors merged; throws zod's error when it is not as composeSchema.ts says. */
export function readCompose(repositoryRoot: string): ComposeFile {
  return composeFile.parse(readComposeUnchecked(repositoryRoot));
}

/** The same as plain data, before any check. */
export function readComposeUnchecked(repositoryRoot: string): unknown {
  return parse(readFileSync(path.join(repositoryRoot, 'docker-compose.yml'), 'utf8'), { merge: true });
}
