import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { findBrowser } from '../tools/findBrowser.ts';

/**
 * Bundles a module and runs its exported `run()` in a headless Chromium, where users' code runs.
 * @param flags more of Chromium's own
 * @returns what `run()` resolved to; it must be JSON
 */
export async function inBrowser(entry: string, flags: string[] = []): Promise<unknown> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bench',
    target: 'es2022',
    jsx: 'transform',
    logLevel: 'error',
    loader: { '.css': 'empty', '.ttf': 'empty', '.svg': 'text' },
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.JEST_WORKER_ID': 'undefined', global: 'globalThis' },
  });
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', ...flags],
  });
  try {
    const page = await browser.newPage();
    // An origin of its own, never asked: without one a page has no storage, which Grafana's libraries look into.
    await page.route('http://bench.test/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })
    );
    await page.goto('http://bench.test/');
    await page.addScriptTag({ content: outputFiles[0].text });
    return await page.evaluate('bench.run()');
  } finally {
    await browser.close();
  }
}
