// @vitest-environment jsdom
import { createDataFrame, FieldType, type DataFrame } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { prepareFrames } from './prepareFrames';
import { readAnnotations } from './readAnnotations';

const fieldValues = (frames: DataFrame[]) => frames[0]?.fields.map(({ values }) => values);

describe('frames for a time series', () => {
  it('keep time and numbers, and leave out words and frames without either', () => {
    const wide = createDataFrame({
      fields: [
        { name: 'label', type: FieldType.string, values: ['x'] },
        { name: 'n', type: FieldType.number, values: [1] },
        { name: 'time', type: FieldType.time, values: [5] },
      ],
    });
    const words = createDataFrame({ fields: [{ name: 's', type: FieldType.string, values: ['a'] }] });
    expect(fieldValues(prepareFrames([words, wide]))).toEqual([[5], [1]]);
    expect(prepareFrames([words])).toEqual([]);
  });

  it('are put into ascending order, every field alike', () => {
    const newestFirst = createDataFrame({
      fields: [
        { name: 'time', type: FieldType.time, values: [30, 20, 10] },
        { name: 'n', type: FieldType.number, values: [3, null, 1] },
      ],
    });
    expect(fieldValues(prepareFrames([newestFirst]))).toEqual([
      [10, 20, 30],
      [1, null, 3],
    ]);
  });

  it('draw yes and no as 1 and 0', () => {
    const flags = createDataFrame({
      fields: [
        { name: 'time', type: FieldType.time, values: [1, 2, 3] },
        { name: 'up', type: FieldType.boolean, values: [true, false, null] },
      ],
    });
    expect(fieldValues(prepareFrames([flags]))?.[1]).toEqual([1, 0, null]);
  });
});

describe('annotation frames', () => {
  it('become events with title, tags, colour and the end of a region', () => {
    const frame = createDataFrame({
      fields: [
        { name: 'time', type: FieldType.time, values: [1, null, 3] },
        { name: 'timeEnd', type: FieldType.time, values: [2, null, 3] },
        { name: 'title', type: FieldType.string, values: ['v1', 'lost', ''] },
        { name: 'text', type: FieldType.string, values: ['deployed', '', 'again'] },
        { name: 'tags', type: FieldType.other, values: [['IGF'], [], null] },
        { name: 'color', type: FieldType.string, values: ['purple', '', ''] },
      ],
    });
    expect(readAnnotations([frame])).toEqual([
      { time: 1, timeEnd: 2, title: 'v1', text: 'deployed', tags: ['IGF'], color: 'purple' },
      { time: 3, title: undefined, text: 'again', tags: [], color: 'rgba(0, 211, 255, 1)' },
    ]);
  });
});
