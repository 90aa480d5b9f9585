import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { alertRules } from './alertRules';
import { resolveRules } from './resolveRules';
import { runbookPath } from './runbookPath';

const root = path.resolve(import.meta.dirname, '../..');
const pages = [...new Set(resolveRules(alertRules).map(runbookPath))];

describe('runbooks/', () => {
  it('C16 has a page for every alert, and no other', () => {
    expect(readdirSync(path.join(root, 'runbooks')).map((name) => `runbooks/${name}`)).toEqual(pages.toSorted());
  });

  it.each(pages)('%s says what it means, what it does to users, how to find the cause, mend and tune it', (page) => {
    const text = readFileSync(path.join(root, page), 'utf8');
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

    expect(headings).toEqual(['Meaning', 'Impact', 'Diagnose', 'Mend', 'Tune']);
    expect(text).toMatch(/^ *```sql$/m);
    expect(text).toMatch(/^ *```promql$/m);
  });

  it.each(pages)('%s links only to what is there', (page) => {
    const text = readFileSync(path.join(root, page), 'utf8');
    const files = [...text.matchAll(/\]\((?!https?:|\/d\/)([^)#]+)[^)]*\)/g)].map(([, file = '']) => file);

    expect(files.filter((file) => !existsSync(path.join(root, 'runbooks', file)))).toEqual([]);
  });
});
