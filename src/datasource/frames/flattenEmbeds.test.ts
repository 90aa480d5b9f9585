import { describe, expect, it } from 'vitest';
import { bodyToFrame } from './bodyToFrame';
import type { EmbedShape } from './flattenEmbeds';

const framed = (rows: unknown[], embeds: EmbedShape[]) =>
  bodyToFrame(JSON.stringify(rows), [], { embeds }).fields.map(({ name, values }) => [name, values]);

const client: EmbedShape = { name: 'client', columns: ['name'], embeds: [] };

describe('flattenEmbeds', () => {
  it('puts the columns of one related row beside those of the table', () => {
    expect(
      framed(
        [
          { id: 1, client: { name: 'a' } },
          { id: 2, client: null },
        ],
        [client]
      )
    ).toEqual([
      ['id', [1, 2]],
      ['client.name', ['a', null]],
    ]);
  });

  it('goes into what is related to the related', () => {
    const embeds = [{ ...client, columns: [], embeds: [{ name: 'owner', columns: ['mail'], embeds: [] }] }];
    expect(
      framed([{ client: { name: 'a', owner: { mail: 'm' } } }, { client: { name: 'b', owner: null } }], embeds)
    ).toEqual([
      ['client.owner.mail', ['m', null]],
      ['client.name', ['a', 'b']],
    ]);
  });

  it('keeps lists, and makes a plain one of a list with one column', () => {
    expect(framed([{ client: [{ name: 'a' }, { name: 'b' }] }, { client: [] }], [client])).toEqual([
      ['client', [['a', 'b'], []]],
    ]);
    const two = { ...client, columns: ['name', 'id'] };
    expect(framed([{ client: [{ name: 'a', id: 1 }] }], [two])).toEqual([['client', [[{ name: 'a', id: 1 }]]]]);
  });

  it('leaves json columns as they are', () => {
    expect(framed([{ client: { name: 'a' } }], [])).toEqual([['client', [{ name: 'a' }]]]);
  });
});
