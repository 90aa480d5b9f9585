import { describe, expect, it } from 'vitest';
import { tableQuery } from '../query/tableQuery';
import type { Embed } from '../query/model';
import { CutLists } from './CutLists';

const embed = (own: Partial<Embed> = {}): Embed => ({
  relation: 'pages',
  join: 'left',
  ...tableQuery({ table: 'unused' }),
  ...own,
});
const rows = (length: number) => Array.from({ length }, (_, id) => ({ id }));

function noticesOf(embeds: Embed[], values: unknown[]) {
  const lists = new CutLists(embeds, 3);
  lists.look({ names: ['pages'], columns: [values] });
  return lists.notices();
}

describe('CutLists', () => {
  it('names a list that is as long as the cap, also inside a related row', () => {
    const said = [{ severity: 'warning', text: expect.stringContaining('“pages”') as string }];
    expect(noticesOf([embed()], [rows(1), rows(3)])).toEqual(said);
    expect(noticesOf([embed({ embeds: [embed()] })], [{ client: { runs: rows(3) } }])).toEqual(said);
  });

  it('says nothing of shorter lists, of longer ones, and of one that was asked to be so long', () => {
    expect(noticesOf([embed()], [rows(2), rows(4), null, 'text'])).toEqual([]);
    expect(noticesOf([embed({ limit: 3 })], [rows(3)])).toEqual([]);
  });
});
