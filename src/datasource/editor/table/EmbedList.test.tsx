import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Embed } from '../../query/model';
import { tableQuery } from '../../query/tableQuery';
import { chooseByKeyboard, chooseByMouse, reread, tabTo } from '../../testing/driveEditor';
import { renderVariant } from '../../testing/renderVariant';
import { shopSchema } from '../../testing/shopSchema';
import { TableEditor } from './TableEditor';

vi.mock('@grafana/runtime', async (original) => ({
  ...(await original<typeof import('@grafana/runtime')>()),
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [] }),
}));

const clients: Embed = {
  relation: 'clients',
  hint: 'orders_client_id_fkey',
  join: 'left',
  columns: [],
  aggregates: [],
  filters: [],
  order: [],
  embeds: [],
};

async function setUp(embeds: Embed[] = [], table = 'orders') {
  const page = renderVariant(TableEditor, tableQuery({ table, embeds }), {
    discovered: shopSchema,
    schemas: ['public'],
  });
  await page.user.click(screen.getByLabelText('Related tables', { selector: 'button' }));
  return { ...page, savedEmbeds: () => (reread(page.saved()) as { embeds?: unknown }).embeds };
}

describe('related tables', () => {
  it('are found along foreign keys, with the key where several lead to the same table, by the keyboard alone', async () => {
    const { user, savedEmbeds } = await setUp();
    await tabTo(user, 'Add related table');
    await user.keyboard('{Enter}referrer{Enter}');
    await chooseByKeyboard(user, 'Related 1 columns', 'plan');
    await chooseByKeyboard(user, 'Related 1 join', 'inner');
    await tabTo(user, 'Related 1 spread');
    await user.keyboard(' ');
    expect(savedEmbeds()).toMatchObject([
      {
        relation: 'clients',
        hint: 'orders_referrer_id_fkey',
        join: 'inner',
        spread: true,
        columns: [{ column: 'plan' }],
      },
    ]);
  });

  it('are found through a table between the two', async () => {
    const { user, savedEmbeds } = await setUp();
    await user.click(screen.getByLabelText('Add related table', { selector: 'button' }));
    await user.keyboard('{ArrowDown}');
    await user.click(await screen.findByText('many rows: through order_labels'));
    expect(savedEmbeds()).toMatchObject([{ relation: 'labels' }]);
  });

  it('are the table itself where a key leads back to it', async () => {
    const { user, savedEmbeds } = await setUp([], 'clients');
    await user.click(screen.getByLabelText('Add related table', { selector: 'button' }));
    await user.keyboard('parent{Enter}');
    await chooseByKeyboard(user, 'Related 1 columns', 'name');
    expect(savedEmbeds()).toMatchObject([{ relation: 'parent_id', columns: [{ column: 'name' }] }]);
    expect(screen.queryByText(/has no column/)).not.toBeInTheDocument();
  });

  it('have filters, an order, a limit, figures and related tables of their own', async () => {
    const { user, savedEmbeds } = await setUp([clients]);
    await user.click(screen.getByLabelText('Related 1 filters', { selector: 'button' }));
    await user.click(screen.getByLabelText('Related 1 add filter', { selector: 'button' }));
    await user.keyboard('plan{Enter}');
    await user.type(screen.getByLabelText('Related 1 filter 1 value'), 'pro{Enter}');
    await user.click(screen.getByLabelText('Related 1 order and limit', { selector: 'button' }));
    await user.click(screen.getByLabelText('Related 1 add order', { selector: 'button' }));
    await user.keyboard('joined{Enter}');
    await user.type(screen.getByLabelText('Related 1 limit'), '3{Enter}');
    await user.click(screen.getByLabelText('Related 1 figures', { selector: 'button' }));
    await user.click(screen.getByLabelText('Related 1 add figure', { selector: 'button' }));
    await user.click(screen.getByLabelText('Related 1 related tables', { selector: 'button' }));
    await user.click(screen.getByLabelText('Related 1 add related table', { selector: 'button' }));
    await user.keyboard('{ArrowDown}');
    await user.click(await screen.findByText('many rows: their parent_id'));
    await chooseByKeyboard(user, 'Related 1.1 columns', 'name');
    expect(savedEmbeds()).toEqual([
      {
        ...clients,
        filters: [{ column: 'plan', operator: 'eq', value: 'pro' }],
        order: [{ column: 'joined', direction: 'asc' }],
        limit: 3,
        aggregates: [{ function: 'count' }],
        embeds: [{ ...clients, hint: undefined, columns: [{ column: 'name' }] }].map(({ hint: _, ...rest }) => rest),
      },
    ]);
  });

  it('sort the rows by a column of theirs, and are filtered for being there', async () => {
    const { user, saved } = await setUp([clients]);
    await user.click(screen.getByLabelText('Order and limit', { selector: 'button' }));
    await user.click(screen.getByLabelText('Add order', { selector: 'button' }));
    await user.keyboard('amount{Enter}');
    await chooseByMouse(user, 'Order 1 table', 'clients');
    await chooseByKeyboard(user, 'Order 1 column', 'plan');
    await user.click(screen.getByLabelText('Add filter', { selector: 'button' }));
    await user.keyboard('clients{Enter}');
    await chooseByMouse(user, 'Filter 1 operator', 'is');
    expect(reread(saved())).toMatchObject({
      order: [{ column: 'plan', embed: 'clients', direction: 'asc' }],
      filters: [{ column: 'clients', operator: 'is', value: 'null' }],
    });
  });

  it('stay, marked, when no foreign key is known to lead there', async () => {
    const { onChange } = await setUp([{ ...clients, relation: 'strangers', hint: undefined }]);
    expect(screen.getByText(/No foreign key leads there/)).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('leave with their box', async () => {
    const { user, savedEmbeds } = await setUp([clients]);
    await user.click(screen.getByLabelText('Remove related 1', { selector: 'button' }));
    expect(savedEmbeds()).toEqual([]);
  });
});
