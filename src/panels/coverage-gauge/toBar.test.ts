import { FieldType, type Field } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { positionOf, scaleOf, trendDirection, trendText } from './toBar';

const field = (config: Field['config']): Field => ({ name: 'f', type: FieldType.number, config, values: [] });

describe('scaleOf', () => {
  it.each([
    [{ unit: 'percentunit' }, [0.4], { min: 0, max: 1 }],
    [{ unit: 'percent' }, [40], { min: 0, max: 100 }],
    [{ min: 10, max: 20 }, [15], { min: 10, max: 20 }],
    [{}, [3, 12, null], { min: 0, max: 12 }],
    [{}, [-4, 2], { min: -4, max: 2 }],
    [{}, [null], { min: 0, max: 1 }],
  ])('of %j with %j is %j', (config, values, scale) => {
    expect(scaleOf(field(config), values)).toEqual(scale);
  });
});

describe('positionOf', () => {
  it('keeps values past an end on the end', () => {
    const scale = { min: 0, max: 1 };
    expect([positionOf(-1, scale), positionOf(0.25, scale), positionOf(1.3, scale)]).toEqual([0, 0.25, 1]);
  });
});

describe('trendText', () => {
  const plain = (value: number) => String(value);

  it.each([
    [0.0123, 'percentunit', '+1.2 pp', 'up'],
    [-3.04, 'percent', '−3.0 pp', 'down'],
    [0.0001, 'percentunit', '±0.0 pp', 'flat'],
    [5, undefined, '+5', 'up'],
    [0, undefined, '±0', 'flat'],
  ])('A2 reads %d in %s as %s', (trend, unit, text, direction) => {
    expect(trendText(trend, unit, plain)).toBe(text);
    expect(trendDirection(text)).toBe(direction);
  });
});
