import { describe, expect, it } from 'vitest';
import { idsIn, requirementReport, type ReportInput } from './requirementReport';
import { requirements } from './requirements';

const input = (change: Partial<ReportInput> = {}): ReportInput => ({
  requirements: { A1: { text: 'Scrapes', status: 'done', shows: true } },
  tests: [
    { title: 'Overview shows what PostgreSQL has › A1 scrapes of 24 hours', file: 'overview.spec.ts', kind: 'browser' },
  ],
  panels: [{ name: 'Overview: Scrapes', ids: ['A1'] }],
  alerts: [],
  docs: [],
  ...change,
});

describe('requirementReport', () => {
  it('lets a done row pass that a browser test compares with SQL', () => {
    const { rows, problems } = requirementReport(input());

    expect(problems).toEqual([]);
    expect(rows[0]).toMatchObject({ id: 'A1', panels: ['Overview: Scrapes'] });
    expect(rows[0]?.tests).toHaveLength(1);
  });

  it('refuses a done row that only unit tests name', () => {
    const tests = [{ title: 'A1 adds up', file: 'sum.test.ts', kind: 'unit' as const }];

    expect(requirementReport(input({ tests })).problems).toEqual([
      'A1 is done, but no test on the running stack names it',
      "A1 is done, but no browser test's title says that it compares its figures with PostgreSQL or Prometheus",
    ]);
  });

  it('refuses a done row that shows figures on no panel', () => {
    expect(requirementReport(input({ panels: [] })).problems).toEqual([
      "A1 is done, but no panel's description names it",
    ]);
  });

  it('asks nothing of an open row', () => {
    const open = { A1: { text: 'Scrapes', status: 'open' as const, shows: true } };

    expect(requirementReport(input({ requirements: open, tests: [], panels: [] })).problems).toEqual([]);
  });

  it('refuses a title that claims three rows, and a panel that names a row there is not', () => {
    const tests = [...input().tests, { title: 'A1 A2 A3 all at once', file: 'big.test.ts', kind: 'unit' as const }];
    const panels = [...input().panels, { name: 'Odd', ids: ['A99'] }];

    expect(requirementReport(input({ tests, panels })).problems).toEqual([
      'big.test.ts: "A1 A2 A3 all at once" names more than 2 rows',
      'Odd names A99, which is no requirement',
    ]);
  });
});

describe('idsIn', () => {
  it('finds ids as words of their own', () => {
    expect(idsIn('A1, A12 and (B3); not IA1, A1x, C7-8 or P8')).toEqual(['A1', 'A12', 'B3']);
  });
});

describe('requirements', () => {
  it('has every row of the list: 17 + 14 + 19 + 8', () => {
    const count = (letter: string) => Object.keys(requirements).filter((id) => id.startsWith(letter)).length;

    expect(['A', 'B', 'C', 'D'].map(count)).toEqual([17, 14, 19, 8]);
  });
});
