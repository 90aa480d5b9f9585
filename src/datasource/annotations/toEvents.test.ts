import { describe, expect, it } from 'vitest';
import { bodyToFrame } from '../frames/bodyToFrame';
import { toEvents } from './toEvents';

const valuesOf = (frame: ReturnType<typeof toEvents>, name: string): unknown[] =>
  frame.fields.find((field) => field.name === name)?.values ?? [];

describe('toEvents', () => {
  it('A15 takes days for the times that they begin at, where such columns are chosen', () => {
    const rows = [
      { day: '2026-11-20', until: '2026-11-22', title: 'move' },
      { day: '2026-11-21', until: null, title: 'open' },
    ];
    const columns = { time: 'day', timeEnd: 'until', title: 'title' };
    const days = [
      { name: 'day', type: 'date' },
      { name: 'until', type: 'date' },
    ];
    const events = toEvents(bodyToFrame(JSON.stringify(rows), days), columns, { to: Date.UTC(2026, 10, 30) });
    expect(valuesOf(events, 'time')).toEqual([Date.UTC(2026, 10, 20), Date.UTC(2026, 10, 21)]);
    expect(valuesOf(events, 'timeEnd')).toEqual([Date.UTC(2026, 10, 22), Date.UTC(2026, 10, 30)]);
  });
});
