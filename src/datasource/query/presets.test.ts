import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { presetIds, presets } from './presets';
import { resolvePreset } from './resolvePreset';

const contract = readFileSync(path.resolve('supabase/CONTRACT.md'), 'utf8');

/** The section of a function, view or table, and its rows of `| column | type |`. */
function sectionOf(name: string) {
  const sections = contract.split(/^### /m);
  const section = sections.find((text) => new RegExp(`^\`(scrapewatch\\.)?${name}[(\`]`).test(text)) ?? '';
  const columns = [...section.matchAll(/^\| (\w+) \| ([a-z ]+?)( N)? \|/gm)].map(([, column, type]) => ({
    name: column,
    type,
  }));
  const args = /\(([^)]*)\)/.exec(section.split('\n')[0])?.[1] ?? '';
  return {
    columns: columns.filter(({ name: column }) => column !== 'column'),
    args: args.split(', ').map((arg) => arg.split(' ')),
  };
}

describe('presets', () => {
  it.each(presetIds)('%s has the columns and arguments of the database contract', (id) => {
    const { source, columns, args } = presets[id];
    const section = sectionOf('function' in source ? source.function : source.table);
    expect(columns).toEqual(section.columns);
    if ('function' in source) {
      const types = new Map(section.args.map(([name, ...type]) => [name, type.join(' ')]));
      for (const [name, value] of Object.entries(args)) {
        expect(types.get(name), name).toMatch(Array.isArray(value) ? /\[\]$/ : /^(?!.*\[\]).+$/);
      }
    } else {
      const names = columns.map((column) => column.name);
      expect(names).toEqual(expect.arrayContaining(Object.values(source.filters).map((filter) => filter.column)));
    }
  });

  it('let a query override a default argument and keep the others', () => {
    const query = { refId: 'A', version: 2 as const, queryType: 'preset' as const, preset: 'run_stats' as const };
    expect(resolvePreset({ ...query, args: { statuses: ['failed'] } })).toMatchObject({
      queryType: 'rpc',
      args: { statuses: ['failed'], systems: ['$system'], from_ts: '${__from:date:iso}' },
    });
  });

  it('search logs for a text anywhere in the message', () => {
    const query = { refId: 'A', version: 2 as const, queryType: 'preset' as const, preset: 'logs' as const };
    expect(resolvePreset({ ...query, args: { search: 'timeout' } })).toMatchObject({
      filters: expect.arrayContaining([{ column: 'message', operator: 'ilike', value: '%timeout%' }]),
    });
  });

  it('refuse an argument that they do not know', () => {
    const query = { refId: 'A', version: 2 as const, queryType: 'preset' as const, preset: 'alerts' as const };
    expect(() => resolvePreset({ ...query, args: { colour: 'red' } })).toThrow('colour');
  });
});
