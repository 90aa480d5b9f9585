import path from 'node:path';
import { inBrowser } from '../../bench/inBrowser';
import { expect, test } from './workbench';

test('R6 ten refreshes of the Overview leave no more than a twentieth in the heap', async () => {
  const entry = path.join(import.meta.dirname, 'tenRefreshes.browser.ts');
  const heap = await inBrowser(entry, ['--js-flags=--expose-gc', '--enable-precise-memory-info']);
  const { before, after } = heap as { before: number; after: number };
  expect(before).toBeGreaterThan(1_000_000);
  expect(after / before).toBeLessThanOrEqual(1.05);
});
