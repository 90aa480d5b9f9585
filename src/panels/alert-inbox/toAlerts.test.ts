import { createDataFrame, FieldType } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { chipsOf, filterAlerts, NO_FILTER, toggle } from './filterAlerts';
import { defaults } from './options';
import { isOpen, severityOf } from './severity';
import { toAlerts, type AlertRow, type AlertsResult } from './toAlerts';

type Given = Partial<Record<'status' | 'severity' | 'runbook_url' | 'acknowledged_by', string>> & {
  name: string;
  at?: number;
};

function frame(alerts: Given[]) {
  const column = (name: Exclude<keyof Given, 'at' | 'name'>) => ({
    name,
    type: FieldType.string,
    values: alerts.map((alert) => alert[name] ?? null),
  });
  return createDataFrame({
    fields: [
      { name: 'alertname', type: FieldType.string, values: alerts.map(({ name }) => name) },
      column('status'),
      column('severity'),
      column('runbook_url'),
      column('acknowledged_by'),
      { name: 'starts_at', type: FieldType.time, values: alerts.map(({ at }) => at ?? 0) },
    ],
  });
}
const rows = (result: AlertsResult): AlertRow[] => (result.kind === 'alerts' ? result.alerts : []);
const alertsOf = (alerts: Given[]) => rows(toAlerts([frame(alerts)], defaults));

describe('toAlerts', () => {
  it('C17 lists firing before resolved, severe before mild, new before old', () => {
    const alerts = alertsOf([
      { name: 'resolved critical', status: 'resolved', severity: 'critical', at: 9 },
      { name: 'warning old', status: 'firing', severity: 'warning', at: 1 },
      { name: 'warning new', status: 'firing', severity: 'warning', at: 5 },
      { name: 'critical', status: 'firing', severity: 'critical', at: 2 },
      { name: 'no severity', status: 'firing', at: 8 },
    ]);
    expect(alerts.map(({ name }) => name)).toEqual([
      'critical',
      'warning new',
      'warning old',
      'no severity',
      'resolved critical',
    ]);
  });

  it('C17 lists resolved alerts by time alone: what is over is history', () => {
    const alerts = alertsOf([
      { name: 'critical', status: 'resolved', severity: 'critical', at: 1 },
      { name: 'info', status: 'resolved', severity: 'info', at: 2 },
    ]);
    expect(alerts.map(({ name }) => name)).toEqual(['info', 'critical']);
  });

  it('follows only web addresses and paths of this Grafana', () => {
    const link = (url: string) => alertsOf([{ name: 'a', runbook_url: url }])[0].links.map((entry) => entry.url);
    expect(link('https://example.org/r')).toEqual(['https://example.org/r']);
    expect(link('/d/x?viewPanel=1')).toEqual(['/d/x?viewPanel=1']);
    expect([link('javascript:alert(1)'), link('//evil.example'), link('data:text/html,x')]).toEqual([[], [], []]);
  });

  it("D8 makes an inbox of a stranger's table that has only names", () => {
    const stranger = createDataFrame({ fields: [{ name: 'what', type: FieldType.string, values: ['disk full'] }] });
    expect(rows(toAlerts([stranger], defaults))[0]).toMatchObject({
      name: 'disk full',
      open: true,
      severity: 'other',
      since: null,
    });
  });
});

describe('severityOf and isOpen', () => {
  it('C17 read the words of other systems', () => {
    expect(['Critical', 'warn', 'P3', null].map(severityOf)).toEqual(['critical', 'warning', 'info', 'other']);
    expect(['firing', 'Alerting', 'No Data', null, 'resolved', 'Normal', 'ok'].map(isOpen)).toEqual([
      ...[true, true, true, true],
      ...[false, false, false],
    ]);
  });
});

describe('filterAlerts', () => {
  const alerts = alertsOf([
    { name: 'a', status: 'firing', severity: 'critical' },
    { name: 'b', status: 'firing', severity: 'warning' },
    { name: 'c', status: 'resolved', severity: 'warning' },
  ]);
  const names = (list: AlertRow[]) => list.map(({ name }) => name);

  it('C17 shows everything without a chip, and what answers to both kinds of chips', () => {
    expect(names(filterAlerts(alerts, NO_FILTER))).toEqual(['a', 'b', 'c']);
    const firingWarnings = {
      statuses: toggle(NO_FILTER.statuses, 'firing'),
      severities: toggle(NO_FILTER.severities, 'warning'),
    };
    expect(names(filterAlerts(alerts, firingWarnings))).toEqual(['b']);
  });

  it('offers only chips that tell alerts apart', () => {
    expect(chipsOf(alerts).severities).toEqual([
      { value: 'critical', count: 1 },
      { value: 'warning', count: 2 },
    ]);
    expect(chipsOf(alerts.slice(0, 1))).toEqual({ statuses: [], severities: [] });
  });

  it('switches a chip on and off again', () => {
    const on = toggle(new Set<string>(), 'x');
    expect([[...on], [...toggle(on, 'x')]]).toEqual([['x'], []]);
  });
});
