import { FieldType, getFieldDisplayName, type DataFrame } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { bodyToFrame } from './bodyToFrame';
import { withLegend } from './legend';
import { toTimeSeries } from './toTimeSeries';

const at = '2026-11-21T00:00:00+00:00';
const names = (frames: DataFrame[]) =>
  frames.flatMap((frame) =>
    frame.fields
      .filter((field) => field.type === FieldType.number)
      .map((field) => getFieldDisplayName(field, frame, frames))
  );
const series = (rows: unknown[]) => toTimeSeries(bodyToFrame(JSON.stringify(rows)));

describe('withLegend', () => {
  const frames = series([
    { at, client: 'a', status: 'failed', runs: 1 },
    { at, client: 'b', status: 'failed', runs: 2 },
  ]);

  it('names each series by its labels', () => {
    expect(names(withLegend(frames, '{{client}} · {{ status }}'))).toEqual(['a · failed', 'b · failed']);
  });

  it('knows the column and the name that a series has anyway', () => {
    expect(names(withLegend(frames, '{{column}}: {{__name}}'))).toEqual(['runs: a failed', 'runs: b failed']);
  });

  it('lets a label called column win over the column', () => {
    expect(names(withLegend(series([{ at, column: 'x', runs: 1 }]), '{{column}}'))).toEqual(['x']);
  });

  it('leaves out what does not exist, and keeps the name when nothing is left', () => {
    expect(names(withLegend(frames, '{{client}} {{nope}}'))).toEqual(['a', 'b']);
    expect(names(withLegend(frames, '{{nope}}'))).toEqual(['a failed', 'b failed']);
    expect(withLegend(frames, '  ')).toBe(frames);
  });

  it('names the number fields of a table', () => {
    const table = bodyToFrame('[{"client":"a","runs":1,"pages":2}]');
    expect(names(withLegend([table], 'sum of {{column}}'))).toEqual(['sum of runs', 'sum of pages']);
  });
});
