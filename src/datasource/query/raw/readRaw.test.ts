import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRawText } from '../preview/toRawText';
import { anyTableQuery, anyText } from '../testing/arbitraryQuery';
import type { RpcQuery } from '../model';
import { readRaw } from './readRaw';

describe('readRaw', () => {
  it('reads every query of the builder back from its text, and nothing is lost', () => {
    fc.assert(
      fc.property(anyTableQuery, (query) => {
        const text = toRawText(query);
        const { query: read, problems, losses } = readRaw(text);
        expect({ text, problems, losses, read }).toEqual({ text, problems: [], losses: [], read: query });
      }),
      { numRuns: 500, seed: 5 }
    );
  }, 30_000);

  it('reads every call of a function back from its text', () => {
    const value = anyText.filter((text) => !/^(not|is|in|eq)\.|^\{/.test(text));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), value, (list, one) => {
        const query: RpcQuery = {
          ...{ refId: 'A', version: 2, queryType: 'rpc', format: 'table' },
          function: 'run_stats',
          args: { 'a list': list, one },
        };
        expect(readRaw(toRawText(query))).toMatchObject({ query, problems: [], losses: [] });
      }),
      { seed: 5 }
    );
  });
});
