import { createDataFrame, FieldType, type DataFrame } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { interpolate } from '../query/interpolate';
import type { TableQuery } from '../query/model';
import { parseQuery } from '../query/parseQuery';
import { tableQuery } from '../query/tableQuery';
import { toPostgrest } from '../query/toPostgrest';
import { addForeignKeyLinks } from './foreignKeyLinks';
import type { Relation, Schema, TableInfo } from './Schema';

const relation = (change: Partial<Relation>): Relation => ({
  ...{ name: 'runs_client', schema: 'public', table: 'runs', columns: ['client_id'] },
  ...{ foreignSchema: 'public', foreignTable: 'clients', foreignColumns: ['id'] },
  ...change,
});
const table = (name: string, kind: TableInfo['kind'] = 'table'): TableInfo => ({
  ...{ schema: 'public', name, kind, columns: [], primaryKey: [] },
});

function linksOf(relations: Relation[], query: Partial<TableQuery> = {}, frame: DataFrame = runs()) {
  const schema: Schema = { relations, tables: [table('clients'), table('live_clients', 'view')], functions: [] };
  const asked = tableQuery({ table: 'runs', ...query });
  addForeignKeyLinks(frame, asked, 'public', schema, { uid: 'u', name: 'Shop' });
  return frame.fields.flatMap((field) => (field.config.links ?? []).map((link) => ({ field: field.name, link })));
}

function runs(): DataFrame {
  return createDataFrame({
    fields: [
      { name: 'client_id', type: FieldType.number, values: [42] },
      { name: 'city name', type: FieldType.string, values: ['Köln'] },
      { name: 'at', type: FieldType.time, values: [1] },
    ],
  });
}

describe('addForeignKeyLinks', () => {
  it('links a key to its row in Explore', () => {
    const [{ field, link }] = linksOf([relation({})]);
    expect(field).toBe('client_id');
    expect(link).toMatchObject({
      title: 'clients ${__value.text}',
      internal: { datasourceUid: 'u', datasourceName: 'Shop' },
    });
    expect(link.internal?.query).toMatchObject({
      ...{ queryType: 'table', schema: 'public', table: 'clients' },
      filters: [{ column: 'id', operator: 'eq', value: '${__value.raw}' }],
    });
  });

  it.each(['a$b', '$__all', '${x}', '[[y]]', '),or(id.gt.0', '"', "'; drop table x", '🙂', ''])(
    'a value %j arrives as it is, whatever it looks like',
    (value) => {
      const [{ link }] = linksOf([relation({})]);
      // Grafana replaces what stands in the link's query, text by text.
      const json = JSON.stringify(link.internal?.query).replace('"${__value.raw}"', () => JSON.stringify(value));
      const parsed = parseQuery(JSON.parse(json));
      if (!parsed.ok || parsed.query.queryType !== 'table') {
        throw new Error('the link holds no table query');
      }
      const anyVariable = {
        replace: (_: string, __: object, format: (value: unknown) => string) => format('42'),
        isAll: () => true,
      };
      const { query } = interpolate(parsed.query, {}, anyVariable);
      const { searchParams } = toPostgrest(query, { range: { from: 0, to: 0 }, schema: 'public' });
      expect(searchParams).toContainEqual(['id', `eq.${value}`]);
    }
  );

  it('links the last column of a key of several, and names the others', () => {
    const key = relation({ columns: ['city name', 'client_id'], foreignColumns: ['name', 'id'] });
    const [{ field, link }] = linksOf([key]);
    expect(field).toBe('client_id');
    expect(link.internal?.query).toMatchObject({
      filters: [
        { column: 'name', value: '${__data.fields["city name"].text}' },
        { column: 'id', value: '${__value.raw}' },
      ],
    });
  });

  it('leads to the table rather than to a view on it', () => {
    const toView = relation({ foreignTable: 'live_clients' });
    expect(linksOf([toView, relation({})]).map(({ link }) => link.title)).toEqual(['clients ${__value.text}']);
    expect(linksOf([toView]).map(({ link }) => link.title)).toEqual(['live_clients ${__value.text}']);
  });

  it('finds a column by the name that it was given, and not one that became something else', () => {
    expect(
      linksOf([relation({ columns: ['owner'] })], { columns: [{ column: 'owner', alias: 'client_id' }] })
    ).toHaveLength(1);
    expect(linksOf([relation({})], { columns: [{ column: 'client_id', cast: 'text' }] })).toEqual([]);
    expect(linksOf([relation({})], { aggregates: [{ function: 'count', alias: 'client_id' }] })).toEqual([]);
  });

  it('links nothing that holds a time, is of another table, or could not be asked through the proxy', () => {
    expect(linksOf([relation({ columns: ['at'] })])).toEqual([]);
    expect(linksOf([relation({ table: 'others' })])).toEqual([]);
    expect(linksOf([relation({ foreignTable: 'Order Lines' })])).toEqual([]);
  });
});
