// @vitest-environment jsdom
import { dateTime } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { formatVariable } from './formatVariable';
import { alignedRange, intervalVariables, stepSeconds } from './interval';

function range(seconds: number) {
  const to = Date.UTC(2026, 10, 21, 12);
  return { from: dateTime(to - seconds * 1000), to: dateTime(to), raw: { from: '', to: '' } };
}

describe('the step of a range query', () => {
  it.each([
    [3600, 15_000, undefined, 15],
    [3600, 200, undefined, 1],
    [3600, 15_000, '2m', 120],
    [10 * 365 * 86_400, 1000, undefined, 28_670],
    [0, 1000, undefined, 1],
  ])('%i s of range, %i ms asked, at least %s: %i s', (seconds, intervalMs, minInterval, step) => {
    expect(stepSeconds({ range: range(seconds), intervalMs, minInterval })).toBe(step);
  });

  it('never asks for more points than Prometheus gives', () => {
    const tenYears = range(10 * 365 * 86_400);
    const step = stepSeconds({ range: tenYears, intervalMs: 1 });
    const { start, end } = alignedRange(tenYears, step);
    expect((end - start) / 1000 / step).toBeLessThanOrEqual(11_000);
  });
});

describe('$__rate_interval', () => {
  it.each([
    [15, '15s', '60s'],
    [60, '15s', '75s'],
    [15, '1m', '240s'],
    [15, '', '60s'],
  ])('step %i s, scrapes every "%s": %s', (step, scrapeInterval, expected) => {
    expect(intervalVariables(step, range(3600), scrapeInterval).__rate_interval?.value).toBe(expected);
  });
});

describe('a variable inside PromQL', () => {
  it.each([
    ['one value', 'a"b', {}, 'a\\"b'],
    ['a value of a multi-value variable', 'a.b', { multi: true }, 'a\\\\.b'],
    ['several values', ['a.b', 'c|d'], { multi: true }, '(a\\\\.b|c\\\\|d)'],
    ['one of several', ['a+b'], { multi: true }, 'a\\\\+b'],
    ['an attempt to break out', 'x"} or up{a="', {}, 'x\\"} or up{a=\\"'],
  ])('%s', (_, value, variable, expected) => {
    expect(formatVariable(value, variable)).toBe(expected);
  });
});
