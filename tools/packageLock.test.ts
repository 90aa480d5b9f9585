import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '..');
const lockFile = z.object({ packages: z.record(z.string(), z.looseObject({})) });
const manifest = z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() });

describe('package-lock.json', () => {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')));

  it('names no registry, so that any mirror can serve it', () => {
    expect(Object.entries(packages).filter(([, entry]) => 'resolved' in entry)).toEqual([]);
  });

  it('holds the binaries of every platform, not only of the one that wrote it', () => {
    const missing = Object.values(packages).flatMap((entry) =>
      Object.keys(manifest.parse(entry).optionalDependencies ?? {}).filter(
        (name) => !Object.keys(packages).some((at) => at.endsWith(`node_modules/${name}`))
      )
    );
    expect(missing).toEqual([]);
  });
});
