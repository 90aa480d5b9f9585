import { FieldType, type DataFrame } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { parseOptions } from '../config/options';
import type { Live, PostgrestQuery, RpcQuery, TableQuery } from '../query/model';
import { tableQuery } from '../query/tableQuery';
import { follow } from './follow';
import { LiveRows } from './LiveRows';

/** Rows as `[id, created, updated]`. */
function frameOf(rows: number[][]): DataFrame {
  const names = ['id', 'created', 'updated'];
  const fields = names.map((name, at) => ({
    name,
    type: FieldType.number,
    config: {},
    values: rows.map((row) => row[at]),
  }));
  return { fields, length: rows.length };
}

const idsOf = (rows: LiveRows) => rows.frame().fields[0].values;
const settings = parseOptions();

function followed(query: TableQuery, live: Live): LiveRows {
  const { options } = follow(query, live, settings);
  return new LiveRows(options ?? raise());
}

function raise(): never {
  throw new Error('The rows are not followed.');
}

describe('LiveRows', () => {
  it('leaves a new row to the server where the query orders by another column than the growing one', () => {
    const newest = tableQuery({ table: 'runs', order: [{ column: 'created', direction: 'desc' }], limit: 2 });
    const rows = followed(newest, { column: 'updated', key: ['id'] });
    rows.replace(
      frameOf([
        [2, 20, 20],
        [1, 10, 10],
      ])
    );
    const changed = [
      [2, 20, 20],
      [1, 10, 30],
    ];
    expect(rows.merge(frameOf(changed), 20, 0)).toBe(true);
    expect(idsOf(rows)).toEqual([2, 1]);
    expect(rows.merge(frameOf([[3, 30, 40]]), 40, 0)).toBe(false);
    expect(idsOf(rows)).toEqual([2, 1]);
  });

  it('lets the oldest go when there are more log lines than the bound, and leaves no gap', () => {
    const lines = tableQuery({ table: 'lines', timeColumn: 'created', format: 'logs', limit: 3 });
    const rows = followed(lines, { column: 'created' });
    rows.replace(
      frameOf([
        [3, 30, 0],
        [2, 20, 0],
        [1, 10, 0],
      ])
    );
    expect(rows.merge(frameOf([[4, 40, 0]]), 40, 0)).toBe(true);
    expect(idsOf(rows)).toEqual([4, 3, 2]);
  });

  it('leaves rows without an order to the server once they fill the bound, because it may give the newest first', () => {
    const query: RpcQuery = { refId: 'A', version: 2, queryType: 'rpc', function: 'latest', args: {}, format: 'table' };
    const { options } = follow(query, { column: 'created', key: ['id'] }, parseOptions({ rowLimit: 2 }));
    const rows = new LiveRows(options ?? raise());
    rows.replace(frameOf([[1, 10, 0]]));
    expect(rows.merge(frameOf([[2, 20, 0]]), 20, 0)).toBe(true);
    expect(rows.merge(frameOf([[3, 30, 0]]), 30, 0)).toBe(false);
    expect(idsOf(rows)).toEqual([1, 2]);
  });

  it.each(['runs?order=created.desc&limit=3', 'runs?select=status,count()'])('reads %s as a whole', (path) => {
    const query: PostgrestQuery = { refId: 'A', version: 2, queryType: 'postgrest', path, format: 'table' };
    expect(follow(query, { column: 'created' }, settings).options).toBeUndefined();
  });
});
