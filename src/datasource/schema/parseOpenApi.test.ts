import { expect, it } from 'vitest';
import { parseOpenApi } from './parseOpenApi';

const openApi = {
  swagger: '2.0',
  definitions: {
    orders: {
      description: 'What was bought',
      required: ['id'],
      properties: {
        id: { format: 'bigint', type: 'integer', description: 'Note:\nThis is a Primary Key.<pk/>' },
        shop: {
          format: 'int32',
          type: 'integer',
          description:
            "Where. Note: not online\n\nNote:\nThis is a Foreign Key to `shops.id`.<fk table='shops' column='id'/>",
        },
        hidden: { format: 'bigint', description: "Note:\nThis is a Foreign Key to `x.id`.<fk table='x' column='id'/>" },
        mood: { format: 'public.mood', type: 'string', enum: ['sad', 'happy'] },
        paid: { type: 'boolean' },
      },
    },
    shops: { properties: { id: { format: 'int64', description: 'Note:\nThis is a Primary Key.<pk/>' } } },
  },
  paths: {
    '/orders': { get: {} },
    '/rpc/total': {
      get: {
        summary: 'All of it',
        parameters: [
          { name: 'since', in: 'query', format: 'timestamp with time zone', required: true },
          { name: 'shops', in: 'query', type: 'array', format: 'text[]' },
          {
            name: 'more',
            in: 'query',
            type: 'array',
            collectionFormat: 'multi',
            items: { type: 'integer', format: 'int32' },
          },
        ],
      },
    },
    '/rpc/write': {
      post: {
        parameters: [
          {
            in: 'body',
            name: 'args',
            schema: { required: ['a'], properties: { a: { format: 'text' }, b: { format: 'jsonb' } } },
          },
        ],
      },
    },
  },
};

const found = parseOpenApi(openApi, 'public');

it('reads comments, types, enum labels and primary keys of tables', () => {
  expect(found.tables).toEqual([
    {
      schema: 'public',
      name: 'orders',
      comment: 'What was bought',
      primaryKey: ['id'],
      columns: [
        { name: 'id', type: 'bigint', nullable: false },
        { name: 'shop', type: 'integer', nullable: true, comment: 'Where. Note: not online' },
        { name: 'hidden', type: 'bigint', nullable: true },
        { name: 'mood', type: 'public.mood', nullable: true, values: ['sad', 'happy'] },
        { name: 'paid', type: 'boolean', nullable: true },
      ],
    },
    { schema: 'public', name: 'shops', primaryKey: ['id'], columns: [{ name: 'id', type: 'bigint', nullable: true }] },
  ]);
});

it('reads foreign keys to tables that are listed too', () => {
  expect(found.relations).toEqual([
    {
      ...{ name: '', schema: 'public', table: 'orders', columns: ['shop'] },
      ...{ foreignSchema: 'public', foreignTable: 'shops', foreignColumns: ['id'] },
    },
  ]);
});

it('reads the arguments of functions, lists and those of functions that can only be posted included', () => {
  expect(found.functions).toEqual([
    {
      ...{ schema: 'public', name: 'total', comment: 'All of it', returns: [] },
      args: [
        { name: 'since', type: 'timestamp with time zone', optional: false },
        { name: 'shops', type: 'text[]', optional: true },
        { name: 'more', type: 'integer[]', optional: true, variadic: true },
      ],
    },
    {
      ...{ schema: 'public', name: 'write', returns: [], volatility: 'volatile' },
      args: [
        { name: 'a', type: 'text', optional: false },
        { name: 'b', type: 'jsonb', optional: true },
      ],
    },
  ]);
});

it.each([null, [], 'text', { definitions: [], paths: 3 }])('finds nothing in %j', (body) => {
  expect(parseOpenApi(body, 'public')).toEqual({ tables: [], functions: [], relations: [] });
});
