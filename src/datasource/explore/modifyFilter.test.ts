import { describe, expect, it } from 'vitest';
import type { ScrapewatchQuery } from '../query/model';
import { splitRaw } from '../query/raw/splitRaw';
import { tableQuery } from '../query/tableQuery';
import { addFilter, hasFilter, toggleFilter } from './modifyFilter';

const runs = tableQuery({ table: 'runs', filters: [{ column: 'status', operator: 'eq', value: 'failed' }] });
const logs: ScrapewatchQuery = { refId: 'A', version: 2, queryType: 'preset', preset: 'logs' };
const only = { column: 'scraper', value: 'ig-1', kind: 'for' } as const;
const without = { ...only, kind: 'out' } as const;

describe('filters from cells and labels', () => {
  it('are added beside those that are there', () => {
    expect(addFilter(runs, only)).toMatchObject({
      filters: [{ column: 'status' }, { column: 'scraper', operator: 'eq', value: 'ig-1' }],
    });
  });

  it('replace their opposite, and a second click takes them away', () => {
    const first = toggleFilter(runs, only);
    const second = toggleFilter(first, without);
    expect(second).toMatchObject({ filters: [{ column: 'status' }, { column: 'scraper', operator: 'isdistinct' }] });
    expect(toggleFilter(second, without)).toMatchObject({ filters: [{ column: 'status' }] });
    expect([first, second].map((query) => hasFilter(query, only))).toEqual([true, false]);
  });

  it('turn a preset on a table into that table, with its limit', () => {
    expect(addFilter(logs, only)).toMatchObject({ queryType: 'table', table: 'logs', limit: 500, format: 'logs' });
  });

  it('are part of the address in a request written by hand, whatever they hold', () => {
    const raw: ScrapewatchQuery = {
      refId: 'A',
      version: 2,
      queryType: 'postgrest',
      path: 'runs?select=*',
      format: 'table',
    };
    const query = addFilter(raw, { ...only, value: 'a&b=c' });
    expect(query).toMatchObject({ path: 'runs?select=*&scraper=eq.a%26b%3Dc' });
  });

  it.each([
    ['logs?name=like.%foo%', 'logs?name=like.%25foo%25&scraper=eq.a%20b%20%26%20100%25%20%24c'],
    [
      'logs?at=gte.2026-11-21T00:00:00+02:00',
      'logs?at=gte.2026-11-21T00:00:00%2B02:00&scraper=eq.a%20b%20%26%20100%25%20%24c',
    ],
    ['logs?name=eq.a%20b', 'logs?name=eq.a%20b&scraper=eq.a%20b%20%26%20100%25%20%24c'],
    [
      'logs?client=in.($client,${other:csv})',
      'logs?client=in.($client,${other:csv})&scraper=eq.a%20b%20%26%20100%25%20%24c',
    ],
    ['logs', 'logs?scraper=eq.a%20b%20%26%20100%25%20%24c'],
  ])('leave the rest of a request by hand as it was meant: %s', (path, expected) => {
    const raw: ScrapewatchQuery = { refId: 'A', version: 2, queryType: 'postgrest', path, format: 'logs' };
    expect(addFilter(raw, { ...only, value: 'a b & 100% $c' })).toMatchObject({ path: expected });
    const pairsOf = (text: string) => splitRaw(text).pairs.map((pair) => ({ ...pair }));
    expect(pairsOf(expected).slice(0, -1)).toEqual(pairsOf(path));
    expect(pairsOf(expected).at(-1)).toMatchObject({ key: 'scraper', value: 'eq.a b & 100% $c' });
  });

  it('leave a function alone, whose rows cannot be chosen by a filter of its own', () => {
    const rpc: ScrapewatchQuery = {
      refId: 'A',
      version: 2,
      queryType: 'rpc',
      function: 'f',
      args: {},
      format: 'table',
    };
    expect(addFilter(rpc, only)).toEqual(rpc);
  });
});
