import { describe, expect, it } from 'vitest';
import { shopSchema } from '../../testing/shopSchema';
import { findRelated, relatedTables } from './relatedTables';

const asText = (table: string) =>
  relatedTables(shopSchema, 'public', table).map(
    ({ relation, hint, kind }) => `${relation}${hint ? `!${hint}` : ''} ${kind}`
  );

describe('relatedTables', () => {
  it('follows foreign keys in both directions, and names the key where several lead to one table', () => {
    expect(asText('orders')).toEqual([
      'clients!orders_client_id_fkey one',
      'clients!orders_referrer_id_fkey one',
      'order_labels many',
      'labels through',
    ]);
  });

  it('finds parents and children in the same table', () => {
    expect(asText('clients')).toEqual([
      'orders!orders_client_id_fkey many',
      'orders!orders_referrer_id_fkey many',
      'parent_id one',
      'clients many',
    ]);
  });

  it('names the column of the key to itself where there are several', () => {
    const [first] = shopSchema.relations.filter(({ name }) => name === 'clients_parent_id_fkey');
    const relations = [first, { ...first, name: 'clients_owner_fkey', columns: ['owner_id'] }];
    const found = relatedTables({ ...shopSchema, relations }, 'public', 'clients');
    expect(found.map(({ relation, hint }) => [relation, hint])).toEqual([
      ['parent_id', undefined],
      ['clients', 'parent_id'],
      ['owner_id', undefined],
      ['clients', 'owner_id'],
    ]);
  });

  it('takes no table for a link between two whose primary key does not hold both keys', () => {
    const tables = shopSchema.tables.map((table) =>
      table.name === 'order_labels' ? { ...table, primaryKey: ['id'] } : table
    );
    const found = relatedTables({ ...shopSchema, tables }, 'public', 'orders');
    expect(found.map(({ relation }) => relation)).not.toContain('labels');
  });

  it('leaves out tables of other schemas, which the server cannot embed', () => {
    const relations = shopSchema.relations.map((each) => ({ ...each, foreignSchema: 'private' }));
    expect(relatedTables({ ...shopSchema, relations }, 'public', 'orders')).toEqual([]);
  });

  it('names a key by its column where its own name is not known', () => {
    const relations = shopSchema.relations.map((each) => ({ ...each, name: '' }));
    const found = relatedTables({ ...shopSchema, relations }, 'public', 'orders');
    expect(found[0]).toMatchObject({ relation: 'clients', hint: 'client_id' });
  });

  it('recognises an embed that names the foreign key instead of the table', () => {
    const related = relatedTables(shopSchema, 'public', 'orders');
    expect(findRelated(related, { relation: 'orders_client_id_fkey' })?.table).toBe('clients');
    expect(findRelated(related, { relation: 'strangers' })).toBeUndefined();
  });
});
