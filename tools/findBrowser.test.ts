import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findBrowser } from './findBrowser';

describe('findBrowser', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('takes CHROMIUM_PATH at its word, and says so when nothing is there', async () => {
    vi.stubEnv('CHROMIUM_PATH', process.execPath);
    await expect(findBrowser()).resolves.toBe(process.execPath);
    vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
    await expect(findBrowser()).rejects.toThrow(/nowhere/);
  });

  it('finds or fetches a Chromium that starts', { timeout: 300_000 }, async () => {
    const chromium = await findBrowser();
    const { stdout } = await promisify(execFile)(chromium, ['--version', '--no-sandbox']);
    expect(stdout).toMatch(/chrom/i);
  });
});
