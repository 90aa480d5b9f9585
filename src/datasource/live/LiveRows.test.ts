import { FieldType, type DataFrame } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { parseOptions } from '../config/options';
import type { Embed, Live, PostgrestQuery, RpcQuery, TableQuery } from '../query/model';
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

/** The two rows that were created last, which may change. */
function newestTwo(): LiveRows {
  const newest = tableQuery({ table: 'runs', order: [{ column: 'created', direction: 'desc' }], limit: 2 });
  const rows = followed(newest, { column: 'updated', key: ['id'] });
  rows.replace(
    frameOf([
      [2, 20, 20],
      [1, 10, 10],
    ])
  );
  return rows;
}

function raise(): never {
  throw new Error('The rows are not followed.');
}

describe('LiveRows', () => {
  it('leaves a new row to the server where the query orders by another column than the growing one', () => {
    const rows = newestTwo();
    const changed = [
      [2, 20, 20],
      [1, 10, 30],
    ];
    expect(rows.merge(frameOf(changed), { floor: 20, fromMs: 0 })).toBe(true);
    expect(idsOf(rows)).toEqual([2, 1]);
    expect(rows.merge(frameOf([[3, 30, 40]]), { floor: 40, fromMs: 0 })).toBe(false);
    expect(idsOf(rows)).toEqual([2, 1]);
  });

  it('lets a row go that changed and is none of the answer any more, and leaves the rest to the server when there was no room', () => {
    const failed = tableQuery({ table: 'runs', filters: [{ column: 'status', operator: 'eq', value: 'failed' }] });
    const all = [
      [1, 10, 10],
      [2, 20, 20],
    ];
    const merging = { floor: 25, fromMs: 0, changed: frameOf([[1, 10, 30]]) };
    const rows = followed(failed, { column: 'updated', key: ['id'] });
    rows.replace(frameOf(all));
    expect(rows.merge(frameOf([]), merging)).toBe(true);
    expect(idsOf(rows)).toEqual([2]);
    const first = followed({ ...failed, limit: 2 }, { column: 'updated', key: ['id'] });
    first.replace(frameOf(all));
    expect(first.merge(frameOf([]), merging)).toBe(false);
  });

  it('leaves a row to the server whose change may move it in the order of the query', () => {
    const rows = newestTwo();
    expect(rows.merge(frameOf([[2, 5, 30]]), { floor: 25, fromMs: 0 })).toBe(false);
    expect(rows.merge(frameOf([[2, 20, 30]]), { floor: 25, fromMs: 0 })).toBe(true);
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
    expect(rows.merge(frameOf([[4, 40, 0]]), { floor: 40, fromMs: 0 })).toBe(true);
    expect(idsOf(rows)).toEqual([4, 3, 2]);
  });

  it('leaves rows without an order to the server once they fill the bound, because it may give the newest first', () => {
    const query: RpcQuery = { refId: 'A', version: 2, queryType: 'rpc', function: 'latest', args: {}, format: 'table' };
    const { options } = follow(query, { column: 'created' }, parseOptions({ rowLimit: 2 }));
    const rows = new LiveRows(options ?? raise());
    rows.replace(frameOf([[1, 10, 0]]));
    expect(rows.merge(frameOf([[2, 20, 0]]), { floor: 20, fromMs: 0 })).toBe(true);
    expect(rows.merge(frameOf([[3, 30, 0]]), { floor: 30, fromMs: 0 })).toBe(false);
    expect(idsOf(rows)).toEqual([1, 2]);
  });

  it('reads rows that change as a whole where they come from a function, from a request by hand, or with related rows', () => {
    const live = { column: 'updated', key: ['id'] };
    const byHand: PostgrestQuery = {
      refId: 'A',
      version: 2,
      queryType: 'postgrest',
      path: 'runs?status=eq.failed',
      format: 'table',
    };
    const clients: Embed = {
      relation: 'clients',
      join: 'left',
      columns: [],
      aggregates: [],
      filters: [],
      order: [],
      embeds: [],
    };
    const withClient = tableQuery({ table: 'runs', embeds: [clients] });
    expect(follow(byHand, live, settings).options).toBeUndefined();
    expect(follow(withClient, live, settings).options).toBeUndefined();
    expect(follow(byHand, { column: 'created' }, settings).options).toBeDefined();
  });

  it('asks for the keys of what changed only where a row may leave the answer', () => {
    const live = { column: 'updated', key: ['id'] };
    const filters = [{ column: 'status', operator: 'eq', value: 'failed' } as const];
    expect(follow(tableQuery({ table: 'runs' }), live, settings).keys).toBeUndefined();
    expect(follow(tableQuery({ table: 'runs' }), live, settings, true).keys).toMatchObject({ table: 'runs' });
    expect(follow(tableQuery({ table: 'runs', filters }), live, settings).keys).toMatchObject({
      columns: [{ column: 'id' }],
      filters: [],
    });
    expect(follow(tableQuery({ table: 'runs', timeColumn: 'created' }), live, settings).keys).toBeDefined();
    expect(follow(tableQuery({ table: 'runs', filters }), { column: 'created' }, settings).keys).toBeUndefined();
  });

  it.each(['runs?order=created.desc&limit=3', 'runs?select=status,count()'])('reads %s as a whole', (path) => {
    const query: PostgrestQuery = { refId: 'A', version: 2, queryType: 'postgrest', path, format: 'table' };
    expect(follow(query, { column: 'created' }, settings).options).toBeUndefined();
  });
});
