import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inWords } from '../dashboards/words';
import { alertRules } from './alertRules';
import { resolveRules } from './resolveRules';
import { runbookPath } from './runbookPath';

const docs = path.resolve(import.meta.dirname, '../../docs');
const page = readFileSync(path.join(docs, 'alerts.md'), 'utf8');

describe('docs/alerts.md', () => {
  it.each(resolveRules(alertRules))('has $name with its severity, its limit and its runbook', (rule) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${rule.name}\` |`)) ?? '';

    expect(row).toContain(`| ${rule.severity} |`);
    expect(row).toContain(`(../${runbookPath(rule)})`);
    expect(row).toContain(rule.fires.limit === 0 ? '' : inWords(rule.fires.limit));
    expect(row.includes('| yes |')).toBe(rule.whenAbsent === 'ok');
  });

  it('links only to what is there', () => {
    const files = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, file = '']) => file);

    expect(files.filter((file) => !existsSync(path.join(docs, file)))).toEqual([]);
  });
});
