import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { findPrometheus, writePrometheusConfig } from '../../demo/stack/prometheus';
import { alertRules } from './alertRules';
import { resolveRules } from './resolveRules';

const root = path.resolve(import.meta.dirname, '../..');
const place = mkdtempSync(path.join(tmpdir(), 'scrapewatch-promtool-'));
const run = promisify(execFile);
const testFiles = readdirSync(path.join(root, 'prometheus/tests'));
let promtool: string;

/** Rule tests cannot be left out: a machine without promtool fails here, and the message says why there is none. */
beforeAll(async () => {
  const tools = await findPrometheus(path.join(root, '.scrapewatch/bin'));
  if (typeof tools === 'string') {
    throw new Error(`The alert rules cannot be tested without promtool. ${tools}`);
  }
  promtool = tools.promtool;
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** What promtool says, whether it is content or not. */
async function ask(...args: string[]): Promise<string> {
  return run(promtool, args, { cwd: root }).then(
    ({ stdout, stderr }) => `ok\n${stdout}${stderr}`,
    (error: unknown) =>
      error instanceof Error && 'stdout' in error ? `failed\n${String(error.stdout)}` : String(error)
  );
}

describe('promtool', () => {
  it('accepts the rule file, and the configuration that the local stack runs', async () => {
    writePrometheusConfig(place);

    expect(await ask('check', 'rules', '--lint=all', 'prometheus/rules/scrapewatch.yaml')).toMatch(/^ok/);
    expect(await ask('check', 'config', '--lint=all', path.join(place, 'config/prometheus.yml'))).toMatch(/^ok/);
  });

  it.each(testFiles)('finds every alert of %s as it should be', async (file) => {
    expect(await ask('test', 'rules', path.join('prometheus/tests', file))).toMatch(/^ok/);
  });

  it('finds a rule with another limit, so that its content means something', async () => {
    const copy = path.join(place, 'changed');
    cpSync(path.join(root, 'prometheus'), copy, { recursive: true });
    const rules = path.join(copy, 'rules/scrapewatch.yaml');
    writeFileSync(rules, readFileSync(rules, 'utf8').replace('< 0.95', '< 0.9'));

    expect(await ask('test', 'rules', path.join(copy, 'tests/C6-ClientCoverageLow.test.yaml'))).toMatch(/^failed/);
  });
});

const testFile = z.object({
  tests: z.array(
    z.object({
      name: z.string(),
      alert_rule_test: z.array(
        z.object({ eval_time: z.string(), alertname: z.string(), exp_alerts: z.array(z.unknown()) })
      ),
    })
  ),
});
const cases = testFiles.flatMap(
  (file) => testFile.parse(parse(readFileSync(path.join(root, 'prometheus/tests', file), 'utf8'))).tests
);

describe.each(resolveRules(alertRules).map(({ name }) => name))('the tests of %s', (name) => {
  const mine = cases.filter((one) => one.alert_rule_test.some(({ alertname }) => alertname === name));
  const fires = (one: (typeof cases)[number]) => one.alert_rule_test.map(({ exp_alerts: alerts }) => alerts.length > 0);

  it('see it silent one step before it fires, and resolved', () => {
    expect(mine.map(fires)).toEqual(
      expect.arrayContaining([
        [false, true],
        [true, false],
      ])
    );
  });

  it('see it stay silent, and do the right thing without traffic', () => {
    expect(mine.some((one) => one.name.startsWith('stays silent') && !fires(one).includes(true))).toBe(true);
    expect(mine.some((one) => one.name.includes('without traffic'))).toBe(true);
  });
});
