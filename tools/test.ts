// `npm test`: lint, format, types, unit, integration (PostgreSQL 17, then the database's on 15) and browser tests, one after the other on purpose: two cores.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildBundle, bundleDir } from './build.ts';
import { findBrowser } from './findBrowser.ts';
import {
  addCounts,
  closingLine,
  countPlaywright,
  countVitest,
  failuresOfPlaywright,
  failuresOfVitest,
  type TestCounts,
} from './testReport.ts';

const root = path.resolve(import.meta.dirname, '..');
const reports = await mkdtemp(path.join(tmpdir(), 'scrapewatch-test-'));
const only = new Set(process.argv.slice(2));

interface Step {
  name: string;
  run(): Promise<TestCounts>;
}

const steps: Step[] = [
  { name: 'lint', run: () => check('eslint', ['.', '--max-warnings=0', '--cache']) },
  { name: 'format', run: () => check('prettier', ['--check', '--log-level=warn', '.']) },
  { name: 'types', run: () => check('tsc', ['--noEmit']) },
  { name: 'types-10.1', run: () => checkNode(['--import', 'tsx', 'tools/grafana10/typecheck.ts']) },
  { name: 'requirements', run: () => checkNode(['--import', 'tsx', 'tools/requirements.ts', '--quiet']) },
  { name: 'unit', run: () => vitest('unit', ['--project=unit', '--project=plugins']) },
  { name: 'integration', run: () => vitest('integration', ['--project=integration']) },
  { name: 'postgres-15', run: () => vitest('postgres-15', ['--project=postgres-15']) },
  { name: 'browser', run: browser },
];

const counts: TestCounts[] = [];
// Said again at the end: many screens of dots lie between a failure and the line that counts it.
const failures: string[] = [];
for (const step of steps.filter(({ name }) => only.size === 0 || only.has(name))) {
  const startedAt = performance.now();
  console.log(`\n── ${step.name}`);
  const count = await step.run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  counts.push(count);
  if (count.failed > 0 && !failures.some((failure) => failure.startsWith(`${step.name}: `))) {
    failures.push(`${step.name}: failed as a whole, see its output above`);
  }
  console.log(`── ${step.name}: ${closingLine(count)} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
}
await rm(reports, { recursive: true, force: true });
const sum = addCounts(counts);
for (const failure of failures) {
  console.log(`FAILED ${failure}`);
}
console.log(`\n${closingLine(sum)}`);
process.exit(sum.failed > 0 || sum.passed === 0 ? 1 : 0);

/** A tool that passes or fails as a whole counts as one test. */
async function check(tool: string, args: string[]): Promise<TestCounts> {
  return checkNode([path.join('node_modules', '.bin', tool), ...args]);
}

async function checkNode(args: string[]): Promise<TestCounts> {
  const code = await node(args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function vitest(name: string, projects: string[]): Promise<TestCounts> {
  const file = path.join(reports, `${name}.json`);
  const code = await node([
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report: unknown = JSON.parse(await readFile(file, 'utf8'));
  failures.push(...failuresOfVitest(report).map((failure) => `${name}: ${path.relative(root, failure)}`));
  return atLeastOneFailure(countVitest(report), code);
}

async function browser(): Promise<TestCounts> {
  const chromium = await findBrowser(console.log);
  await buildBundle(bundleDir);
  const file = path.join(reports, 'browser.json');
  const code = await node(['node_modules/@playwright/test/cli.js', 'test'], {
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const report: unknown = JSON.parse(await readFile(file, 'utf8'));
  failures.push(...failuresOfPlaywright(report).map((failure) => `browser: ${failure}`));
  return atLeastOneFailure(countPlaywright(report), code);
}

/** A runner can fail without a failing test, for instance by an unhandled rejection. */
function atLeastOneFailure(count: TestCounts, exitCode: number): TestCounts {
  return exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function node(args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
