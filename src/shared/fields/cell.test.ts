import { createTheme, FieldType, MappingType, type Field } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { cellText, rowLinks, toMillis, toNumber } from './cell';

const theme = createTheme();
const field = (config: Field['config'], values: unknown[] = []): Field => ({
  name: 'f',
  type: FieldType.number,
  config,
  values,
});

describe('cellText', () => {
  it('follows the unit, decimals and mappings of the field', () => {
    expect(cellText(field({ unit: 'percentunit', decimals: 1 }), 0.9123, theme)).toBe('91.2%');
    const mappings = [{ type: MappingType.ValueToText as const, options: { '0': { text: 'idle' } } }];
    expect(cellText(field({ mappings }), 0, theme)).toBe('idle');
  });

  it('reads null as the field says, else as a dash', () => {
    expect(cellText(field({ noValue: 'no runs' }), null, theme)).toBe('no runs');
    expect(cellText(field({}), undefined, theme)).toBe('–');
  });
});

describe('toNumber', () => {
  it.each([
    ['12.5', 12.5],
    [true, 1],
    [null, null],
    ['', null],
    ['many', null],
    [NaN, null],
  ])('reads %j as %j', (value, number) => {
    expect(toNumber(value)).toBe(number);
  });
});

describe('toMillis', () => {
  it('reads numbers, dates and ISO texts, and nothing else', () => {
    const iso = '2026-11-21T00:00:00Z';
    expect([toMillis(Date.parse(iso)), toMillis(iso), toMillis(new Date(iso))]).toEqual(Array(3).fill(Date.parse(iso)));
    expect([toMillis(null), toMillis('soon')]).toEqual([null, null]);
  });
});

describe('rowLinks', () => {
  it('gives the links of the first field that has any', () => {
    const link = { title: 'Runs', href: '/d/runs', target: undefined, origin: field({}) };
    const linked: Field = { ...field({ links: [{ title: 'Runs', url: '' }] }), getLinks: () => [link] };
    expect(rowLinks([undefined, field({}), linked], 0)).toEqual([link]);
    expect(rowLinks([field({})], 0)).toEqual([]);
  });
});
