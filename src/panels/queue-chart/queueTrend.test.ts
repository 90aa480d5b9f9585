import { FieldType } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { queueTrend } from './queueTrend';
import type { Queue, Series } from './toQueue';
import { trendSentence } from './trendSentence';

const MINUTE = 60_000;
const START = Date.parse('2026-11-21T12:00:00Z');

function series(word: string, values: Array<number | null>): Series {
  return { label: word, word, values, field: { name: word, type: FieldType.number, config: {}, values } };
}

/** An hour of samples, one a minute. */
function queue(waiting: (minute: number) => number | null, flow?: { arrivals: number; completions: number }): Queue {
  const minutes = Array.from({ length: 61 }, (_, minute) => minute);
  return {
    kind: 'queue',
    times: minutes.map((minute) => START + minute * MINUTE),
    states: [
      series('queued', minutes.map(waiting)),
      series(
        'processing',
        minutes.map(() => 500)
      ),
    ],
    arrivals: flow
      ? series(
          'arrivals',
          minutes.map(() => flow.arrivals)
        )
      : null,
    completions: flow
      ? series(
          'completions',
          minutes.map(() => flow.completions)
        )
      : null,
  };
}
const sentence = (given: Queue) => trendSentence(queueTrend(given), 'utc');

describe('queueTrend', () => {
  it('A8 a queue with more arrivals than completions grows and does not drain', () => {
    const given = queue((minute) => 100 + 12 * minute, { arrivals: 48, completions: 36 });
    expect(queueTrend(given)).toMatchObject({ kind: 'growing', perMinute: 12, waiting: 820 });
    expect(sentence(given)).toBe('Growing by 12/min (48/min in, 36/min out) over 12 min: 820 waiting, not draining.');
  });

  it('A8 a shrinking queue drains when what waits is done at the present rate', () => {
    const given = queue((minute) => 400 - 5 * minute, { arrivals: 30, completions: 35 });
    expect(queueTrend(given)).toMatchObject({ kind: 'shrinking', perMinute: 5, waiting: 100, drainMs: 20 * MINUTE });
    expect(sentence(given)).toBe(
      'Shrinking by 5/min (30/min in, 35/min out): 100 waiting, drained in about 20 min, at 13:20.'
    );
  });

  it('A8 a difference within a twentieth of the traffic is steady', () => {
    const given = queue(() => 40, { arrivals: 100, completions: 96 });
    expect(queueTrend(given).kind).toBe('steady');
    expect(sentence(given)).toContain('Steady over 12 min (100/min in, 96/min out): 40 waiting.');
  });

  it('A8 without arrivals and completions the slope of what waits decides', () => {
    expect(queueTrend(queue((minute) => 10 + 3 * minute))).toMatchObject({
      kind: 'growing',
      perMinute: expect.closeTo(3),
      flow: null,
    });
    expect(sentence(queue((minute) => 200 - 2 * minute))).toBe(
      'Shrinking by 2/min: 80 waiting, drained in about 40 min, at 13:40.'
    );
  });

  it('counts only what waits, not what is being worked on', () => {
    expect(queueTrend(queue(() => 0, { arrivals: 10, completions: 10 })).kind).toBe('empty');
  });

  it('looks at the newest part only: an old rise that has turned is a fall', () => {
    expect(queueTrend(queue((minute) => (minute < 45 ? 10 * minute : 450 - 20 * (minute - 45)))).kind).toBe(
      'shrinking'
    );
  });

  it('leaves the newest bucket out of the rates, since it is not over', () => {
    const given = queue(() => 50, { arrivals: 20, completions: 20 });
    given.arrivals?.values.splice(60, 1, 400);
    expect(queueTrend(given).kind).toBe('steady');
  });

  it('does not guess from fewer than three samples', () => {
    const given = queue((minute) => minute);
    const few = { ...given, times: given.times.slice(0, 2), states: [series('queued', [1, 100])] };
    expect(sentence(few)).toBe('Too few samples to tell where the queue is going.');
  });

  it('promises no date that lies more than 30 days ahead', () => {
    expect(sentence(queue(() => 5_000_000, { arrivals: 20, completions: 22 }))).toContain('more than 30 d to drain');
  });

  it('bridges gaps', () => {
    expect(queueTrend(queue((minute) => (minute === 60 || minute === 55 ? null : 10 * minute))).kind).toBe('growing');
  });
});
