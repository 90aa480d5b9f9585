import { createDataFrame, FieldType, type Labels } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { defaults } from './options';
import { toQueue, type QueueResult } from './toQueue';

const time = (values: number[]) => ({ name: 'time', type: FieldType.time, values });
const number = (name: string, values: Array<number | null>, labels?: Labels) => ({
  name,
  type: FieldType.number,
  values,
  labels,
});
const found = (result: QueueResult) => (result.kind === 'queue' ? result : undefined);

describe('toQueue', () => {
  it('A8 stacks the known states in their order and takes arrivals and completions apart', () => {
    const frame = createDataFrame({
      fields: [
        time([1, 2]),
        number('failed', [0, 1]),
        number('queued', [3, 4]),
        number('processing', [5, 6]),
        number('arrivals', [7, 8]),
        number('completions', [9, 10]),
        number('oldest_age_seconds', [60, 61]),
      ],
    });
    const queue = found(toQueue([frame], defaults));
    expect(queue?.states.map(({ word }) => word)).toEqual(['processing', 'queued', 'failed']);
    expect([queue?.arrivals?.values, queue?.completions?.values]).toEqual([
      [7, 8],
      [9, 10],
    ]);
  });

  it('D8 joins one series a state, named by a label', () => {
    const series = (state: string, times: number[], values: number[]) =>
      createDataFrame({ fields: [time(times), number('Value', values, { state })] });
    const queue = found(
      toQueue([series('queued', [1, 2, 3], [3, 4, 5]), series('processing', [2, 3], [7, 8])], defaults)
    );
    expect(queue?.times).toEqual([1, 2, 3]);
    expect(queue?.states.map(({ word, values }) => [word, values])).toEqual([
      ['processing', [null, 7, 8]],
      ['queued', [3, 4, 5]],
    ]);
  });

  it("D8 stacks every number of a stranger's table, or the fields that were chosen", () => {
    const frame = createDataFrame({ fields: [time([1]), number('small', [1]), number('large', [2])] });
    const labels = (stateFields: string[]) =>
      found(toQueue([frame], { ...defaults, stateFields }))?.states.map(({ label }) => label);
    expect(labels([])).toEqual(['small', 'large']);
    expect(labels(['large'])).toEqual(['large']);
  });

  it('sorts samples that come newest first', () => {
    const frame = createDataFrame({ fields: [time([3, 2, 1]), number('queued', [30, 20, 10])] });
    const queue = found(toQueue([frame], defaults));
    expect([queue?.times, queue?.states[0].values]).toEqual([
      [1, 2, 3],
      [10, 20, 30],
    ]);
  });

  it('says what is missing: the time, the states, or a chosen state', () => {
    const missing = (result: QueueResult) =>
      result.kind === 'missing' ? result.roles.map(({ label, chosen }) => [label, chosen]) : [];
    const timeless = createDataFrame({ fields: [number('queued', [1])] });
    const stateless = createDataFrame({ fields: [time([1]), number('arrivals', [1])] });
    expect(missing(toQueue([timeless], defaults))).toEqual([['Time', undefined]]);
    expect(missing(toQueue([stateless], defaults))).toEqual([['States', undefined]]);
    expect(missing(toQueue([stateless], { ...defaults, stateFields: ['queued'] }))).toEqual([['States', 'queued']]);
  });
});
