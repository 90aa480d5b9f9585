// @vitest-environment jsdom
import { createDataFrame, FieldType } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { readLogs } from './readLogs';

const frame = createDataFrame({
  fields: [
    { name: 'timestamp', type: FieldType.time, values: [10, 20] },
    { name: 'body', type: FieldType.string, values: ['first', 'second'] },
    { name: 'severity', type: FieldType.string, values: ['error', 'info'] },
    { name: 'id', type: FieldType.string, values: ['a', 'b'] },
    { name: 'labels', type: FieldType.other, values: [{ client: 'velvet.vinyl', run: 7 }, null] },
  ],
});

describe('log frames', () => {
  it('become lines, newest first, with labels as details', () => {
    const [second, first] = readLogs([frame]);
    expect(second).toMatchObject({ id: 'b', time: 20, level: 'info', message: 'second', details: [] });
    expect(first).toMatchObject({ level: 'error', message: 'first' });
    expect(first?.details.map(({ name, value }) => [name, value])).toEqual([
      ['client', 'velvet.vinyl'],
      ['run', '7'],
    ]);
  });

  it('can be read oldest first', () => {
    expect(readLogs([frame], true).map(({ message }) => message)).toEqual(['first', 'second']);
  });

  it('take the first text for the message, and are nothing without a time', () => {
    const plain = [
      { name: 't', type: FieldType.time, values: [1] },
      { name: 'what', type: FieldType.string, values: ['x'] },
    ];
    expect(readLogs([createDataFrame({ fields: plain })])).toMatchObject([{ message: 'x', level: '' }]);
    expect(readLogs([createDataFrame({ fields: plain.slice(1) })])).toEqual([]);
  });
});
