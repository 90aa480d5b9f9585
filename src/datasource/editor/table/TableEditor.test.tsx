import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { tableQuery } from '../../query/tableQuery';
import { chooseByKeyboard, chooseByMouse, reread, tabTo } from '../../testing/driveEditor';
import { renderVariant } from '../../testing/renderVariant';
import { shopSchema } from '../../testing/shopSchema';
import type { TableQuery } from '../../query/model';
import { TableEditor } from './TableEditor';

vi.mock('@grafana/runtime', async (original) => ({
  ...(await original<typeof import('@grafana/runtime')>()),
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [{ name: 'client', type: 'query' }] }),
}));

function setUp(query: Partial<TableQuery> = {}, discovered = shopSchema) {
  return renderVariant(TableEditor, tableQuery({ table: '', ...query }), { discovered, schemas: ['public'] });
}

describe('TableEditor', () => {
  it('shows the newest rows of a table that was chosen, by the keyboard alone', async () => {
    const { user, saved } = setUp();
    await chooseByKeyboard(user, 'Table', 'orders');
    expect(reread(saved())).toMatchObject({
      table: 'orders',
      columns: [],
      order: [{ column: 'created_at', direction: 'desc', nulls: 'last' }],
      limit: 1000,
      format: 'table',
    });
  });

  it('counts the rows over time when a table is chosen for a series', async () => {
    const { user, saved } = setUp({ format: 'timeseries' });
    await chooseByMouse(user, 'Table', 'orders');
    expect(reread(saved())).toMatchObject({
      timeColumn: 'created_at',
      aggregates: [{ function: 'count' }],
      bucket: { every: 'auto', fill: 'zero' },
    });
    expect(screen.getByText('count, every auto')).toBeInTheDocument();
  });

  it('asks for a series of the table that is there already when the format is chosen afterwards', async () => {
    const { user, saved } = setUp({ table: 'orders', limit: 1000 });
    await chooseByMouse(user, 'Format', 'Time series');
    expect(reread(saved())).toMatchObject({ timeColumn: 'created_at', bucket: { every: 'auto' } });
  });

  it('chooses columns in their order, with another name, a cast and a way into json', async () => {
    const { user, saved } = setUp({ table: 'orders' });
    await chooseByKeyboard(user, 'Columns', 'payload');
    await user.keyboard('amount{Enter}');
    await user.keyboard('{Escape}');
    await user.click(screen.getByLabelText('Details of columns', { selector: 'button' }));
    await user.type(screen.getByLabelText('Column payload json path'), '->customer->>0{Enter}');
    await user.type(screen.getByLabelText('Column payload shown as'), 'buyer{Enter}');
    await chooseByKeyboard(user, 'Column payload cast', 'int4');
    await user.click(screen.getByLabelText('Column amount earlier', { selector: 'button' }));
    const query = reread(saved());
    expect(query).toMatchObject({
      columns: [{ column: 'amount' }, { column: 'payload', path: ['customer', '0'], alias: 'buyer', cast: 'int4' }],
    });
    expect(screen.getByText('buyer:payload->customer->>0::int4')).toBeInTheDocument();
  });

  it('takes a column with its way into json as it is typed', async () => {
    const { user, saved } = setUp({ table: 'orders' });
    await chooseByKeyboard(user, 'Columns', 'payload->a->b');
    expect(reread(saved())).toMatchObject({ columns: [{ column: 'payload', path: ['a', 'b'], asJson: true }] });
  });

  it('shows what kind of thing a table is, and what its columns hold', async () => {
    const { user } = setUp({ table: 'orders' });
    await user.click(screen.getByLabelText('Table'));
    expect(await screen.findByText('table: What was bought')).toBeInTheDocument();
    expect(screen.getByText('view')).toBeInTheDocument();
    await user.keyboard('{Escape}');
    await user.click(screen.getByLabelText('Columns'));
    expect(await screen.findByText('order_state: Where it is')).toBeInTheDocument();
  });

  it('keeps a column that nobody knows, and marks it', () => {
    const { onChange } = setUp({
      table: 'orders',
      columns: [{ column: 'gone' }],
      filters: [{ column: 'lost', operator: 'eq', value: '1' }],
      timeColumn: 'missing_at',
    });
    expect(screen.getByText(/no column gone/)).toBeInTheDocument();
    expect(screen.getByText(/no column lost/)).toBeInTheDocument();
    expect(screen.getByText(/no column missing_at/)).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('says what another table cannot have, and goes back', async () => {
    const query = { table: 'orders', columns: [{ column: 'id' }, { column: 'state' }] };
    const { user, saved } = setUp({ ...query, filters: [{ column: 'paid', operator: 'is', value: 'true' }] });
    await chooseByKeyboard(user, 'Table', 'clients');
    expect(reread(saved())).toMatchObject({ table: 'clients', columns: [{ column: 'id' }], filters: [] });
    expect(screen.getByText('column state; filter on paid')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Back to orders' }));
    expect(reread(saved())).toMatchObject({ ...query, filters: [{ column: 'paid', operator: 'is', value: 'true' }] });
  });

  it('is no dead end when nothing was discovered: every name is typed', async () => {
    const { user, saved } = setUp({}, { tables: [], functions: [], relations: [], source: 'none' });
    await chooseByKeyboard(user, 'Table', 'things');
    await chooseByKeyboard(user, 'Time column', 'seen_at');
    await chooseByKeyboard(user, 'Columns', 'size');
    await user.click(screen.getByLabelText('Add filter', { selector: 'button' }));
    await user.keyboard('colour{Enter}');
    await user.type(screen.getByLabelText('Filter 1 value'), 'red{Enter}');
    await user.click(screen.getByLabelText('Related tables', { selector: 'button' }));
    await user.click(screen.getByLabelText('Add related table', { selector: 'button' }));
    await user.keyboard('owners!owner_id{Enter}');
    await chooseByKeyboard(user, 'Related 1 columns', 'name');
    expect(reread(saved())).toMatchObject({
      table: 'things',
      timeColumn: 'seen_at',
      columns: [{ column: 'size' }],
      filters: [{ column: 'colour', operator: 'eq', value: 'red' }],
      embeds: [{ relation: 'owners', hint: 'owner_id', columns: [{ column: 'name' }] }],
    });
  });

  it('offers 300 columns without drawing them all', async () => {
    const columns = Array.from({ length: 300 }, (_, index) => ({ name: `column_${index}`, type: 'text' }));
    const wide = { schema: 'public', name: 'wide', primaryKey: [], columns };
    const { user, saved } = setUp({ table: 'wide' }, { ...shopSchema, tables: [wide] });
    await user.click(screen.getByLabelText('Columns'));
    expect(screen.getAllByText(/^column_\d+/).length).toBeLessThan(60);
    await user.keyboard('column_299{Enter}');
    expect(reread(saved())).toMatchObject({ columns: [{ column: 'column_299' }] });
  });

  it('sorts by several columns, with nulls, and limits', async () => {
    const { user, saved } = setUp({ table: 'orders' });
    await tabTo(user, 'Order and limit');
    await user.keyboard('{Enter}');
    await tabTo(user, 'Add order');
    await user.keyboard('{Enter}amount{Enter}');
    await chooseByKeyboard(user, 'Order 1 direction', 'desc');
    await chooseByKeyboard(user, 'Order 1 nulls', 'nulls last');
    await user.click(screen.getByLabelText('Add order', { selector: 'button' }));
    await user.keyboard('id{Enter}');
    await user.type(screen.getByLabelText('Limit'), '10{Enter}');
    expect(reread(saved())).toMatchObject({
      order: [
        { column: 'amount', direction: 'desc', nulls: 'last' },
        { column: 'id', direction: 'asc' },
      ],
      limit: 10,
    });
  });

  it('proposes what rows are followed by when they are kept live', async () => {
    const { user, saved } = setUp({ table: 'orders' });
    await user.click(screen.getByLabelText('Options', { selector: 'button' }));
    await user.click(screen.getByRole('switch', { name: 'Live' }));
    expect(reread(saved())).toMatchObject({ live: { column: 'updated_at', key: ['id'] } });
    await user.type(screen.getByLabelText('Live every'), '5{Enter}');
    await chooseByMouse(user, 'Count', 'estimated');
    await user.type(screen.getByLabelText('Legend'), '{{{{state}}{Enter}');
    expect(reread(saved())).toMatchObject({
      live: { every: 5, column: 'updated_at', key: ['id'] },
      count: 'estimated',
      legend: '{{state}}',
    });
  });

  it('takes a line for each part that is closed, which says what it holds', () => {
    setUp({
      table: 'orders',
      order: [{ column: 'amount', direction: 'desc' }],
      limit: 5,
      embeds: [
        {
          relation: 'clients',
          join: 'inner',
          columns: [{ column: 'name' }],
          aggregates: [],
          filters: [],
          order: [],
          embeds: [],
        },
      ],
    });
    expect(screen.getByText('amount descending; at most 5 rows')).toBeInTheDocument();
    expect(screen.getByText('clients (inner): name')).toBeInTheDocument();
    expect(screen.queryByLabelText('Limit')).not.toBeInTheDocument();
  });
});
