import { chromium } from '@playwright/test';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findBrowser } from '../../tools/findBrowser.ts';
import type { Figure } from '../Figure.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const address = /http:\/\/127\.0\.0\.1:\d+/;

/** P8: `npm start` in a fresh clone without node_modules, until a browser shows a figure; then the same once more. */
export const startUp: Figure = {
  id: 'P8',
  async measure() {
    const clone = await mkdtemp(path.join(tmpdir(), 'scrapewatch-bench-'));
    try {
      await promisify(execFile)('git', ['clone', '--quiet', root, clone]);
      const cold = await secondsToData(clone);
      const warm = [await secondsToData(clone), await secondsToData(clone), await secondsToData(clone)].sort(
        (a, b) => a - b
      );
      const measured = (what: string, value: number, goal: number, samples: number) => ({
        what: `npm start to a dashboard with data, ${what}`,
        value,
        goal,
        unit: 's' as const,
        reference: 'wall clock, install included',
        samples,
      });
      return [measured('cold', cold, 150, 1), measured('warm', warm[1], 12, warm.length)];
    } finally {
      await rm(clone, { recursive: true, force: true });
    }
  },
};

async function secondsToData(folder: string): Promise<number> {
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const startedAt = performance.now();
  const child = spawn('npm', ['start'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  try {
    const url = await printedUrl(child);
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(`${url}/d/scrapewatch-overview`);
    // The starting page becomes the dashboard by itself.
    await page
      .getByTestId('data-testid Panel header Success rate')
      .getByText(/\d%/)
      .first()
      .waitFor({ timeout: 240_000 });
    return (performance.now() - startedAt) / 1000;
  } finally {
    await browser.close();
    await stop(child);
  }
}

function printedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = address.exec(output);
      if (found) {
        resolve(found[0]);
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output.slice(-2000)}`)));
  });
}

/** As Ctrl-C in a terminal: the whole process group. */
async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.on('exit', resolve));
  if (child.pid !== undefined && child.exitCode === null) {
    process.kill(-child.pid, 'SIGINT');
    await ended;
  }
}
