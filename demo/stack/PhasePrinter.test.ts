import { expect, it } from 'vitest';
import { PhasePrinter, type PrintedPhase } from './PhasePrinter';

it('prints a numbered line with seconds when a phase is over, and tells the page of each change', () => {
  const lines: string[] = [];
  const told: PrintedPhase[] = [];
  const printer = new PhasePrinter(
    ['Postgres', 'Prometheus', 'Page'],
    (line) => lines.push(line),
    (phase) => told.push(phase)
  );
  expect(told.map((phase) => [phase.n, phase.total, phase.state])).toEqual([
    [1, 3, 'running'],
    [2, 3, 'running'],
    [3, 3, 'running'],
  ]);
  printer.update('Page', { state: 'done', seconds: 1.24 });
  printer.update('Prometheus', { state: 'skipped', seconds: 0.1, detail: 'no network' });
  printer.update('Postgres', { state: 'failed', seconds: 12, detail: 'disk full' });
  printer.update('unknown', { state: 'done' });
  expect(lines).toEqual([
    '[3/3]   1.2 s  Page',
    '[2/3]   0.1 s  Prometheus skipped: no network',
    '[1/3]  12.0 s  Postgres FAILED: disk full',
  ]);
  expect(told.slice(3)).toEqual([
    { n: 3, total: 3, label: 'Page', state: 'done', seconds: 1.24 },
    { n: 2, total: 3, label: 'Prometheus (skipped)', state: 'done', seconds: 0.1, mend: 'no network' },
    { n: 1, total: 3, label: 'Postgres', state: 'failed', seconds: 12, mend: 'disk full' },
  ]);
});
