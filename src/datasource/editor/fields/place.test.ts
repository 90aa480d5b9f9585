import { describe, expect, it } from 'vitest';
import { placeLabel, pathLabel, readPath, readPlace } from './place';

const nothingKnown = () => false;

describe('a place as it is typed', () => {
  it.each([
    ['payload', { column: 'payload' }],
    ['payload->>name', { column: 'payload', path: ['name'] }],
    ['payload->tags->0', { column: 'payload', path: ['tags', '0'], asJson: true }],
    ['payload->tags->>-1', { column: 'payload', path: ['tags', '-1'] }],
    ['payload->"a key"->>b', { column: 'payload', path: ['a key', 'b'] }],
    ['payload->"a->b"->>c', { column: 'payload', path: ['a->b', 'c'] }],
    ['payload->>"0"', { column: 'payload', path: ['"0"'] }],
    ['payload->', { column: 'payload' }],
    ['->x', { column: '->x' }],
  ])('%s is read as it is meant', (typed, place) => {
    expect(readPlace(typed, nothingKnown)).toEqual(place);
  });

  it('is the column of that name where there is one', () => {
    expect(readPlace('a->b', (name) => name === 'a->b')).toEqual({ column: 'a->b' });
  });

  it.each([[['name']], [['tags', '0']], [['a key', 'b']], [['a->b', 'c']], [['"0"', 'x']], [['say "hi"', 'y\\z']]])(
    'comes back from its label: %j',
    (path) => {
      for (const place of [
        { column: 'payload', path },
        { column: 'payload', path, asJson: true as const },
      ]) {
        expect(readPlace(placeLabel(place), nothingKnown)).toEqual(place);
        expect({ column: 'payload', ...readPath(pathLabel(place)) }).toEqual(place);
      }
    }
  );

  it('is text at its end where no arrow tells', () => {
    expect(readPath('name')).toEqual({ path: ['name'] });
    expect(readPath('tags->>0')).toEqual({ path: ['tags', '0'] });
    expect(readPath('')).toEqual({});
  });
});
