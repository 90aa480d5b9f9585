// @vitest-environment jsdom
import { getDefaultTimeRange, LoadingState, type PanelData } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { newQuery, nextRefId } from './queryList';
import { dataOf } from './QueryRow';

describe('queries', () => {
  it('get the first free letter', () => {
    expect(nextRefId([])).toBe('A');
    expect(nextRefId([{ refId: 'A' }, { refId: 'C' }])).toBe('B');
    const alphabet = Array.from({ length: 26 }, (_, index) => ({ refId: String.fromCharCode(65 + index) }));
    expect(nextRefId(alphabet)).toBe('A1');
  });

  it('begin with what their data source proposes', () => {
    expect(newQuery([{ refId: 'A' }], { uid: 'supa' }, { queryType: 'preset', refId: 'X' })).toEqual({
      queryType: 'preset',
      refId: 'B',
      datasource: { uid: 'supa' },
    });
  });

  it('see only their own rows and errors', () => {
    const frame = (refId: string) => ({ refId, fields: [], length: 0 });
    const data: PanelData = {
      state: LoadingState.Error,
      series: [frame('A'), frame('B')],
      errors: [{ refId: 'B', message: 'bad' }],
      timeRange: getDefaultTimeRange(),
    };
    expect(dataOf(data, 'A')).toMatchObject({ state: LoadingState.Done, errors: [], series: [{ refId: 'A' }] });
    expect(dataOf(data, 'B')).toMatchObject({ state: LoadingState.Error, error: { message: 'bad' } });
  });
});
