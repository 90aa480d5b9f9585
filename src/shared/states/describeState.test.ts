import { LoadingState } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { timeRange } from '../../panels/testing/panelProps';
import { describeEmpty, describeMissing } from './describeState';

describe('describeEmpty', () => {
  const data = (state: LoadingState) => ({ state, series: [], timeRange });

  it('says what is expected once an answer without rows is there', () => {
    expect(describeEmpty(data(LoadingState.Done), 'Expected rows.')).toEqual({
      title: 'No data',
      detail: 'Expected rows.',
    });
  });

  it('does not claim that there is no data while it is loading', () => {
    expect(describeEmpty(data(LoadingState.Loading), 'Expected rows.').title).toBe('Loading…');
  });

  it('gives the message of the query that failed', () => {
    const failed = { ...data(LoadingState.Error), errors: [{ message: 'The reader token has expired.' }] };
    expect(describeEmpty(failed, '')).toEqual({ title: 'The query failed', detail: 'The reader token has expired.' });
  });
});

describe('describeMissing', () => {
  it('names the missing field, the option that mends it and what the data has', () => {
    const { title, detail } = describeMissing(
      [{ label: 'Value', names: ['coverage', 'value'], types: [] }],
      ['page', 'runs']
    );
    expect(title).toBe('No field for Value');
    expect(detail).toContain('Fields → Value');
    expect(detail).toContain('coverage or value');
    expect(detail).toContain('page, runs');
  });

  it('names the chosen field that the data has lost', () => {
    expect(describeMissing([{ label: 'Value', chosen: 'share', names: [], types: [] }], []).title).toContain('“share”');
  });
});
