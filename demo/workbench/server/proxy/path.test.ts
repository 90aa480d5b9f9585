import { describe, expect, it } from 'vitest';
import { decodePath, encodePath, escapedPath, hasValidEscapes, joinPath } from './path';

describe('escapedPath', () => {
  it('takes a path over as it was written, dots and doubled slashes included', () => {
    expect(escapedPath('read/../..//x%20y')).toBe('read/../..//x%20y');
  });

  it('encodes once what must not be raw in a path', () => {
    expect(escapedPath('a\\..\\b')).toBe('a%5C..%5Cb');
    expect(escapedPath('a"b%20c')).toBe('a%22b%20c');
  });
});

describe('encodePath', () => {
  it('encodes the percent sign again, so that a path goes out encoded twice', () => {
    expect(encodePath('/rest/v1/a%20b')).toBe('/rest/v1/a%2520b');
  });

  it('encodes brackets and unicode, not dots, commas and colons', () => {
    expect(encodePath("/é(1),'x':y/..")).toBe('/%C3%A9%281%29,%27x%27:y/..');
  });
});

describe('joinPath', () => {
  it.each([
    ['/rest/v1', '/runs', '/rest/v1/runs'],
    ['/rest/v1', 'x', '/rest/v1/x'],
    ['/', 'api/v1/query', '/api/v1/query'],
    ['//rest/v1', '/runs', '//rest/v1/runs'],
    ['/rest/v1', '', '/rest/v1'],
  ])('joins %s and %s to %s', (base, rest, joined) => {
    expect(joinPath(base, rest)).toBe(joined);
  });
});

describe('hasValidEscapes', () => {
  it('tells a malformed escape', () => {
    expect(hasValidEscapes('/a%2')).toBe(false);
    expect(hasValidEscapes('/a%2F')).toBe(true);
  });
});

describe('decodePath', () => {
  it('undoes one encoding only', () => {
    expect(decodePath('/a%2520b%C3%A9')).toBe('/a%20bé');
  });
});
