import { createDataFrame, FieldType } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { cardGrid, CARD_GAP } from './cardGrid';
import { defaults } from './options';
import { statusWord, toneOf } from './statusOf';
import { toCards } from './toCards';

const scrapers = (statuses: string[]) =>
  createDataFrame({
    fields: [
      { name: 'scraper', type: FieldType.string, values: statuses.map((_, index) => `s${index}`) },
      { name: 'status', type: FieldType.string, values: statuses },
      { name: 'memory_bytes', type: FieldType.number, values: statuses.map(() => 1) },
      { name: 'uptime_seconds', type: FieldType.number, values: statuses.map(() => 1) },
      { name: 'runs', type: FieldType.number, values: statuses.map(() => 1) },
    ],
  });

describe('toCards', () => {
  it('A7 puts failing scrapers first, then stopped, paused and running ones', () => {
    const result = toCards([scrapers(['running', 'paused', 'stopped', 'error', 'running'])], defaults);
    expect(result.kind === 'cards' && result.cards.map(({ name }) => name)).toEqual(['s3', 's2', 's1', 's0', 's4']);
  });

  it('keeps the order of the data where that is asked for', () => {
    const result = toCards([scrapers(['running', 'error'])], { ...defaults, problemsFirst: false });
    expect(result.kind === 'cards' && result.cards.map(({ name }) => name)).toEqual(['s0', 's1']);
  });

  it('A7 shows the known figures in reading order, else those that were chosen', () => {
    const labels = (figures: string[]) => {
      const result = toCards([scrapers(['running'])], { ...defaults, figures });
      return result.kind === 'cards' && result.figures.map(({ field }) => field.name);
    };
    expect(labels([])).toEqual(['uptime_seconds', 'memory_bytes']);
    expect(labels(['runs', 'memory_bytes', 'gone'])).toEqual(['runs', 'memory_bytes']);
  });

  it("D8 makes cards of a stranger's table: booleans as status, every number as a figure", () => {
    const frame = createDataFrame({
      fields: [
        { name: 'host', type: FieldType.string, values: ['a', 'b'] },
        { name: 'alive', type: FieldType.boolean, values: [true, false] },
        { name: 'latency', type: FieldType.number, values: [1, 2] },
      ],
    });
    const result = toCards([frame], defaults);
    expect(result.kind === 'cards' && result.cards.map(({ name, tone }) => [name, tone])).toEqual([
      ['b', 'error'],
      ['a', 'ok'],
    ]);
    expect(result.kind === 'cards' && result.figures.map(({ label }) => label)).toEqual(['latency']);
  });

  it('A12 counts cards of a kind by their common word, else by what they mean', () => {
    const result = toCards([scrapers(['running', 'healthy', 'stopped', 'stopped'])], defaults);
    expect(result.kind === 'cards' && result.counts).toEqual([
      { tone: 'off', count: 2, word: 'stopped' },
      { tone: 'ok', count: 2, word: 'running' },
    ]);
  });

  it('says which field is missing', () => {
    const frame = createDataFrame({ fields: [{ name: 'n', type: FieldType.number, values: [1] }] });
    const result = toCards([frame], defaults);
    expect(result.kind === 'missing' && result.roles.map(({ label }) => label)).toEqual(['Name']);
  });
});

describe('toneOf', () => {
  it.each([
    ['Running', 'ok'],
    ['error', 'error'],
    ['paused', 'warning'],
    ['stopped', 'off'],
    [1, 'ok'],
    [0, 'error'],
    [false, 'error'],
    [null, 'unknown'],
    ['frobbing', 'unknown'],
  ])('A7 reads %j as %s', (value, tone) => {
    expect(toneOf(value)).toBe(tone);
  });
});

describe('statusWord', () => {
  const field = { name: 'up', type: FieldType.number, config: {}, values: [] };

  it('gives 0 and 1 a word, and leaves words to the field', () => {
    expect([statusWord(field, 1), statusWord(field, 0), statusWord(field, null), statusWord(field, 'paused')]).toEqual([
      'up',
      'down',
      'unknown',
      null,
    ]);
  });
});

describe('cardGrid', () => {
  const grid = (width: number, figures = 9) =>
    cardGrid({ width, cardWidth: 260, figures, hasError: true, hasLinks: true });

  it.each([
    [390, 1],
    [700, 2],
    [1400, 5],
  ])('lays cards out on %i px in %i columns', (width, columns) => {
    expect(grid(width).columns).toBe(columns);
    expect(columns * 260 + (columns - 1) * CARD_GAP).toBeLessThanOrEqual(width);
  });

  it('makes cards as high as their figures need', () => {
    expect(grid(390, 9).cardHeight).toBeGreaterThan(grid(390, 3).cardHeight);
  });
});
