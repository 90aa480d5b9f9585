// @vitest-environment jsdom
import { createDataFrame, FieldType, type PreferredVisualisationType } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { pickViews } from './pickViews';

const time = { name: 'time', type: FieldType.time, values: [1, 2] };
const number = { name: 'n', type: FieldType.number, values: [1, 2] };
const text = { name: 's', type: FieldType.string, values: ['a', 'b'] };

function viewOf(fields: Array<typeof time | typeof text>, preferred?: PreferredVisualisationType) {
  const frame = createDataFrame({ fields, meta: { preferredVisualisationType: preferred } });
  const views = pickViews([frame]);
  return Object.entries(views).find(([, frames]) => frames.length > 0)?.[0];
}

describe('Explore shows', () => {
  it.each([
    ['numbers over time as a graph', [time, number], undefined, 'graph'],
    ['rows with words as a table', [time, text, number], undefined, 'table'],
    ['what has no time as a table', [number], undefined, 'table'],
    ['log lines as logs', [time, text], 'logs', 'logs'],
    ['what the data source wants as a table as one', [time, number], 'table', 'table'],
  ] as const)('%s', (_, fields, preferred, view) => {
    expect(viewOf([...fields], preferred)).toBe(view);
  });
});
