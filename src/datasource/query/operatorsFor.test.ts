import { describe, expect, it } from 'vitest';
import { operators } from './operators';
import { operatorsFor } from './operatorsFor';

describe('operatorsFor', () => {
  it.each([
    ['text', ['like', 'imatch', 'in', 'wfts', 'ilike(any)'], ['cs', 'sl', 'csjson']],
    ['character varying(20)', ['ilike'], ['cs']],
    ['bigint', ['gte', 'in', 'gt(any)'], ['ilike', 'wfts', 'cs']],
    ['timestamp with time zone', ['gte', 'isdistinct'], ['like', 'adj']],
    ['uuid', ['eq', 'in'], ['like', 'match']],
    ['jsonb', ['csjson', 'wfts', 'eq'], ['like', 'sl', 'cs']],
    ['json', ['is', 'fts'], ['eq', 'in', 'csjson']],
    ['text[]', ['cs', 'cd', 'ov', 'eq'], ['like', 'csjson', 'ovrange']],
    ['_int4', ['cs'], ['sl']],
    ['tstzrange', ['ovrange', 'sl', 'sr', 'nxr', 'nxl', 'adj', 'csjson'], ['cs', 'like']],
    ['tsvector', ['fts', 'is'], ['eq', 'like']],
    ['enum', ['eq', 'in', 'gt'], ['like', 'cs']],
    ['boolean', ['is', 'eq'], ['like']],
  ])('offers for %s what Postgres has', (type, fitting, others) => {
    const found: string[] = operatorsFor(type);
    expect(found).toEqual(expect.arrayContaining(fitting));
    expect(found.filter((name) => others.includes(name))).toEqual([]);
  });

  it('offers everything while a type is not known', () => {
    expect(operatorsFor(undefined)).toEqual(Object.keys(operators));
    expect(operatorsFor('my_domain')).toEqual(Object.keys(operators));
  });
});
