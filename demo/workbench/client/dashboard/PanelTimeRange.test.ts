// @vitest-environment jsdom
import { dateTime, type TimeRange } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { overrideTimeRange } from './PanelTimeRange';

const from = dateTime('2026-11-20T00:00:00Z');
const to = dateTime('2026-11-21T00:00:00Z');
const day: TimeRange = { from, to, raw: { from: 'now-24h', to: 'now' } };

describe("a panel's own time range", () => {
  it("is the dashboard's without an override", () => {
    expect(overrideTimeRange(day, {})).toEqual({ value: day, info: '' });
  });

  it('goes back from now by the relative time', () => {
    const { value, info } = overrideTimeRange(day, { timeFrom: '6h' });
    expect(value.to.diff(value.from, 'hours')).toBe(6);
    expect(info).toBe('Last 6 hours');
  });

  it('is moved back by the time shift', () => {
    const { value, info } = overrideTimeRange(day, { timeShift: '1d' });
    expect(value.from.toISOString()).toBe('2026-11-19T00:00:00.000Z');
    expect(value.to.toISOString()).toBe('2026-11-20T00:00:00.000Z');
    expect(info).toBe('timeshift -1d');
  });

  it('says so, and changes nothing, when an override cannot be read', () => {
    expect(overrideTimeRange(day, { timeFrom: 'soon' })).toEqual({ value: day, info: 'invalid time override' });
    expect(overrideTimeRange(day, { timeShift: 'later' })).toEqual({ value: day, info: 'invalid timeshift' });
  });
});
