import { describe, expect, it } from 'vitest';
import { databaseMetrics } from '../../../catalog/metrics';
import { presetIds } from '../query/presets';
import { presetMetrics } from './presetMetrics';
import { toAlertExpr } from './toAlertExpr';

const catalogue = new Map(Object.values(databaseMetrics).map((metric) => [metric.name as string, metric]));
const choices = presetIds.flatMap((id) => presetMetrics[id].map((choice) => [id, choice.label, choice] as const));

describe('presetMetrics', () => {
  it.each(choices)('%s: “%s” is a metric that the database serves, with its labels', (_, __, choice) => {
    const { metric, labels, where = {}, as } = choice;
    const known = catalogue.get(metric);
    expect(known?.labels).toEqual(labels);
    expect(labels).toEqual(expect.arrayContaining(Object.keys(where)));
    expect(known?.unit === 'timestamp').toBe(as === 'age');
    expect(known?.type === 'counter').toBe(as === 'increase');
  });

  it('has a metric for every preset but these, which no metric answers', () => {
    const without = presetIds.filter((id) => presetMetrics[id].length === 0);
    expect(without).toEqual([
      'growth_stats',
      'growth_series',
      'high_value_pages',
      'product_funnel',
      'alert_actions',
      'deployments',
      'logs',
    ]);
  });
});

describe('toAlertExpr', () => {
  const [failed] = presetMetrics.run_stats;

  it('asks for the systems and clients that the query is limited to', () => {
    expect(toAlertExpr(failed, { systems: ['igf', 'o.pt'], environments: ['prod'] })).toEqual({
      expr: 'max by (system, environment, status) (scrapewatch_runs_1h{status="failed", system=~"igf|o\\\\.pt", environment="prod"})',
      dropped: [],
    });
  });

  it('takes variables for all, and names arguments that no label stands for', () => {
    expect(toAlertExpr(failed, { systems: ['$system'], clients: ['acme'], from_ts: '2026-01-01' })).toEqual({
      expr: 'max by (system, environment, status) (scrapewatch_runs_1h{status="failed"})',
      dropped: ['clients'],
    });
  });

  it('turns a time into an age, and a total into what was added', () => {
    expect(toAlertExpr(presetMetrics.backup_status[1], {}).expr).toBe(
      'time() - max by (system, environment) (scrapewatch_backup_last_success_timestamp_seconds)'
    );
    expect(toAlertExpr(presetMetrics.command_log[0], {}).expr).toBe(
      'sum by (kind, outcome) (increase(scrapewatch_commands_total{outcome="failed"}[1h]))'
    );
  });

  it('keeps quotes and backslashes inside the label', () => {
    expect(toAlertExpr(failed, { systems: ['a"b\\c'] }).expr).toContain('system="a\\"b\\\\c"');
  });
});
