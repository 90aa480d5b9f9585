import { describe, expect, it } from 'vitest';
import type { AlertRule } from './AlertRule';
import { alertRules } from './alertRules';
import { resolveRules } from './resolveRules';
import { toGrafanaRules } from './toGrafanaRules';
import { toPrometheusRules } from './toPrometheusRules';

/** Slow answers: 0.5 s is too much, except for OPT, which has a limit and a severity of its own. */
const slow: AlertRule = {
  id: 'C12',
  name: 'LatencyHigh',
  group: 'pipeline',
  severity: 'warning',
  for: '5m',
  value: (select) => `max by (system) (${select({ name: 'latency_seconds' }, 'quantile="0.95"')})`,
  fires: { when: 'above', limit: 'service_p95_limit_seconds' },
  summary: ({ label, value, limit }) => `${label('system')}: ${value}, limit ${limit}`,
  description: () => 'Slow.',
  whenAbsent: 'noData',
  panel: 'serviceErrors',
  overrides: { OPT: { severity: 'critical', limit: 'duration_target_min_seconds', for: '1m' } },
};

describe('resolveRules', () => {
  it('leaves a rule alone that no system overrides', () => {
    expect(resolveRules(alertRules).map(({ name }) => name)).toEqual(alertRules.map(({ name }) => name));
  });

  it('gives a system with an override a rule of its own, and every series to exactly one of the two', () => {
    const [all, opt] = resolveRules([slow]);

    expect(all).toMatchObject({ name: 'LatencyHigh', severity: 'warning', limit: 0.5, for: '5m' });
    expect(all?.value).toBe('max by (system) (latency_seconds{system!~"OPT",quantile="0.95"})');
    expect(opt).toMatchObject({
      name: 'LatencyHighOPT',
      baseName: 'LatencyHigh',
      severity: 'critical',
      limit: 120,
      for: '1m',
    });
    expect(opt?.value).toBe('max by (system) (latency_seconds{system="OPT",quantile="0.95"})');
  });

  it('writes each limit in its rule and in its words, the same for Prometheus and Grafana', () => {
    const rules = resolveRules([slow]);
    const prometheus = toPrometheusRules(rules).groups[0]?.rules ?? [];
    const grafana = toGrafanaRules(rules).groups[0]?.rules ?? [];

    expect(prometheus.map(({ alert, expr }) => [alert, /> (.*)$/.exec(expr)?.[1]])).toEqual([
      ['LatencyHigh', '0.5'],
      ['LatencyHighOPT', '120'],
    ]);
    expect(prometheus.map(({ annotations }) => annotations.summary)).toEqual([
      '{{ $labels.system }}: {{ $value | humanizeDuration }}, limit 0.5 seconds',
      '{{ $labels.system }}: {{ $value | humanizeDuration }}, limit 2 minutes',
    ]);
    expect(grafana.map(({ title, data }) => [title, data[2]?.model.conditions])).toEqual([
      ['LatencyHigh', [{ type: 'query', evaluator: { type: 'gt', params: [0.5] } }]],
      ['LatencyHighOPT', [{ type: 'query', evaluator: { type: 'gt', params: [120] } }]],
    ]);
    expect(grafana.map(({ noDataState }) => noDataState)).toEqual(['NoData', 'NoData']);
  });

  it('compares the whole of a figure that is a union', () => {
    const union = { ...slow, value: () => 'a or b', overrides: undefined };

    expect(toPrometheusRules(resolveRules([union])).groups[0]?.rules[0]?.expr).toBe('(a or b) > 0.5');
  });
});
