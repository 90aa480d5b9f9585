import { FieldType, getFieldDisplayName } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { parseColumns } from '../query/columnTypes';
import { bodyToFrame } from './bodyToFrame';
import { toAnnotations } from './toAnnotations';
import { toLogs } from './toLogs';
import { toTimeSeries } from './toTimeSeries';

const frameOf = (rows: unknown[], columns = '') =>
  bodyToFrame(JSON.stringify(rows), columns ? parseColumns(columns) : []);
const at = (minute: number) => `2026-11-21T00:${String(minute).padStart(2, '0')}:00+00:00`;

describe('toTimeSeries', () => {
  it('keeps one wide frame when no column is text, in ascending order', () => {
    const [frame, ...others] = toTimeSeries(
      frameOf([
        { time: at(2), n: 2, m: 20 },
        { time: at(1), n: 1, m: 10 },
      ])
    );
    expect(others).toEqual([]);
    expect(frame.fields.map((field) => field.name)).toEqual(['time', 'n', 'm']);
    expect(frame.fields[1].values).toEqual([1, 2]);
  });

  it('makes a series for each combination of texts, named after it', () => {
    const frames = toTimeSeries(
      frameOf([
        { time: at(1), client: 'a', n: 1 },
        { time: at(1), client: 'b', n: 2 },
        { time: at(2), client: 'a', n: 3 },
      ])
    );
    expect(frames.map((frame) => frame.fields[1].labels)).toEqual([{ client: 'a' }, { client: 'b' }]);
    expect(frames.map((frame) => frame.fields[1].values)).toEqual([[1, 3], [2]]);
    expect(getFieldDisplayName(frames[1].fields[1], frames[1], frames)).toBe('b');
  });

  it('leaves out rows without a time', () => {
    const [frame] = toTimeSeries(
      frameOf([
        { time: at(1), n: 1 },
        { time: null, n: 2 },
      ])
    );
    expect(frame.length).toBe(1);
  });

  it('takes a column of dates for the time when there is no other', () => {
    const [frame] = toTimeSeries(frameOf([{ day: '2026-11-21', n: 1 }]));
    expect(frame.fields[0]).toMatchObject({ type: FieldType.time, values: [Date.UTC(2026, 10, 21)] });
  });

  it('says when there is no time at all', () => {
    expect(() => toTimeSeries(frameOf([{ n: 1 }]))).toThrow(/time series needs/);
  });
});

describe('toLogs', () => {
  it('A10 finds time, message, level and id, and makes labels of the rest', () => {
    const frame = toLogs(
      frameOf([
        { log_id: '7', logged_at: at(1), scraper: 'reels', client: null, level: 'error', message: 'boom', retries: 2 },
      ])
    );
    expect(frame.meta).toMatchObject({ preferredVisualisationType: 'logs', type: 'log-lines' });
    expect(Object.fromEntries(frame.fields.map((field) => [field.name, field.values[0]]))).toEqual({
      timestamp: Date.UTC(2026, 10, 21, 0, 1),
      body: 'boom',
      severity: 'error',
      id: '7',
      labels: { scraper: 'reels', retries: '2' },
    });
  });
});

describe('toLogs, column by column', () => {
  it('writes the times among the labels as they can be asked for', () => {
    const { fields } = toLogs(frameOf([{ at: at(1), message: 'x', seen_at: at(2) }]));
    expect(fields.find(({ name }) => name === 'labels')?.values).toEqual([{ seen_at: '2026-11-21T00:02:00.000Z' }]);
  });

  it.each(['', ' ', null])('knows no level from %j', (level) => {
    const { fields } = toLogs(
      frameOf([
        { at: at(1), message: 'x', level },
        { at: at(2), message: 'y', level: 'info' },
      ])
    );
    expect(fields.find(({ name }) => name === 'severity')?.values).toEqual(['unknown', 'info']);
  });
});

describe('any table', () => {
  const seconds = Date.UTC(2026, 10, 21) / 1000;

  it.each([
    ['seconds', 1],
    ['milliseconds', 1e3],
    ['microseconds', 1e6],
  ])('has its time in a column of Unix %s when there is no other', (_, factor) => {
    const frame = frameOf([{ event_message: 'x', timestamp: seconds * factor, n: 1 }]);
    expect(toLogs(frame).fields[0].values).toEqual([seconds * 1000]);
    expect(toTimeSeries(frame)[0].fields.map(({ name }) => name)).toEqual(['timestamp', 'n']);
  });

  it('keeps numbers that are no times as they are', () => {
    expect(() => toLogs(frameOf([{ message: 'x', retries_at: 7 }]))).toThrow(/time/);
  });

  it('has levels in words, and ids only where each line has its own', () => {
    const rows = [
      { at: at(1), message: 'a', level: 3, id: 1 },
      { at: at(2), message: 'b', level: 6, id: 1 },
      { at: at(3), message: 'c', level: null, id: 2 },
    ];
    const fields = toLogs(frameOf(rows)).fields;
    expect(fields.map(({ name }) => name)).toEqual(['timestamp', 'body', 'severity', 'labels']);
    expect(fields[2].values).toEqual(['error', 'info', 'unknown']);
  });
});

describe('toAnnotations', () => {
  it('names the fields as annotations look for them', () => {
    const rows = [
      { deployed_at: at(1), system: 'igf', environment: 'production', version: 'v2', description: 'faster' },
    ];
    const frame = toAnnotations(frameOf(rows, 'deployed_at timestamptz'));
    // Grafana matches displayed names, in lower case.
    const shown = frame.fields.map((field) => [getFieldDisplayName(field, frame).toLowerCase(), field.values[0]]);
    expect(Object.fromEntries(shown)).toMatchObject({
      time: Date.UTC(2026, 10, 21, 0, 1),
      title: 'v2',
      text: 'faster',
      tags: 'igf,production',
    });
  });
});
