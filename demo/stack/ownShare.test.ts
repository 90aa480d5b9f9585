import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { ownShare } from './ownShare';

const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-share-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('ownShare', () => {
  it('shows a program files of ours in /usr/share, beside nobody else, or says that this machine does not allow it', async () => {
    mkdirSync(join(folder, 'scrapewatch-probe'));
    writeFileSync(join(folder, 'scrapewatch-probe', 'default.tmpl'), 'ours');
    const share = await ownShare(folder, 'scrapewatch-probe/default.tmpl');
    const cat = share?.around('cat', ['/usr/share/scrapewatch-probe/default.tmpl']);
    const seen = cat ? (await promisify(execFile)(cat.command, cat.args)).stdout : undefined;

    expect(seen).toBe(share ? 'ours' : undefined);
    expect(existsSync('/usr/share/scrapewatch-probe')).toBe(false);
  });

  it('promises nothing for a file that the folder lacks', async () => {
    expect(await ownShare(folder, 'scrapewatch-probe/missing.tmpl')).toBeUndefined();
  });
});
