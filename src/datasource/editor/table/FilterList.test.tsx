import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { tableQuery } from '../../query/tableQuery';
import { chooseByKeyboard, chooseByMouse, reread, tabTo } from '../../testing/driveEditor';
import { renderVariant } from '../../testing/renderVariant';
import { shopSchema } from '../../testing/shopSchema';
import type { FilterNode } from '../../query/model';
import { TableEditor } from './TableEditor';

vi.mock('@grafana/runtime', async (original) => ({
  ...(await original<typeof import('@grafana/runtime')>()),
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [{ name: 'client', type: 'query' }] }),
}));

function setUp(filters: FilterNode[] = []) {
  const page = renderVariant(TableEditor, tableQuery({ table: 'orders', filters }), {
    discovered: shopSchema,
    schemas: ['public'],
  });
  const savedFilters = () => (reread(page.saved()) as { filters?: unknown }).filters;
  return { ...page, savedFilters };
}

describe('the filters of a table', () => {
  it('are written with the keyboard alone, and nothing is asked before one is whole', async () => {
    const { user, savedFilters, onChange } = setUp();
    await tabTo(user, 'Add filter');
    await user.keyboard('{Enter}amount{Enter}');
    expect(onChange).not.toHaveBeenCalled();
    await chooseByKeyboard(user, 'Filter 1 operator', '≥');
    expect(onChange).not.toHaveBeenCalled();
    await tabTo(user, 'Filter 1 value');
    await user.keyboard('12.5{Enter}');
    expect(savedFilters()).toEqual([{ column: 'amount', operator: 'gte', value: '12.5' }]);
    expect(screen.getByLabelText('Filter 1 value')).toHaveFocus();
    await tabTo(user, 'Filter 1 not');
    await user.keyboard(' ');
    expect(savedFilters()).toEqual([{ column: 'amount', operator: 'gte', value: '12.5', negate: true }]);
    await tabTo(user, 'Remove filter 1');
    await user.keyboard('{Enter}');
    expect(savedFilters()).toEqual([]);
    expect(screen.getByLabelText('Add filter', { selector: 'button' })).toHaveFocus();
  });

  it('offer the operators that fit the type of the column', async () => {
    const { user } = setUp([{ column: 'paid', operator: 'eq', value: 'true' }]);
    await user.click(screen.getByLabelText('Filter 1 operator'));
    expect(await screen.findByText('is distinct from')).toBeInTheDocument();
    expect(screen.queryByText('matches')).not.toBeInTheDocument();
    expect(screen.queryByText('overlaps')).not.toBeInTheDocument();
  });

  it('keep an operator that does not fit, and mark it', () => {
    const { onChange } = setUp([{ column: 'amount', operator: 'ilike', value: '1%' }]);
    expect(screen.getByText(/does not fit the type numeric/)).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('offer the words of an enum, and the dashboard’s variables', async () => {
    const { user, savedFilters } = setUp([{ column: 'state', operator: 'in', value: ['open'] }]);
    await chooseByMouse(user, 'Filter 1 value', 'void');
    expect(savedFilters()).toEqual([{ column: 'state', operator: 'in', value: ['open', 'void'] }]);
    await user.keyboard('$client{Enter}');
    expect(savedFilters()).toEqual([{ column: 'state', operator: 'in', value: ['open', 'void', '$client'] }]);
  });

  it('keep what was typed into a list when the field is left', async () => {
    const { user, savedFilters } = setUp([{ column: 'note', operator: 'in', value: ['a'] }]);
    await user.click(screen.getByLabelText('Filter 1 value'));
    await user.keyboard('b,c');
    await user.click(document.body);
    expect(savedFilters()).toEqual([{ column: 'note', operator: 'in', value: ['a', 'b,c'] }]);
  });

  it('offer true and false for a boolean', async () => {
    const { user, savedFilters } = setUp([{ column: 'paid', operator: 'eq', value: '' }]);
    await chooseByMouse(user, 'Filter 1 value', 'false');
    expect(savedFilters()).toEqual([{ column: 'paid', operator: 'eq', value: 'false' }]);
  });

  it('ask only whether a value is null where no other word fits', async () => {
    const { user, savedFilters } = setUp([{ column: 'amount', operator: 'eq', value: '7' }]);
    await chooseByMouse(user, 'Filter 1 operator', 'is');
    expect(savedFilters()).toEqual([{ column: 'amount', operator: 'is', value: 'null' }]);
    await user.click(screen.getByLabelText('Filter 1 value'));
    expect(screen.queryByText('unknown')).not.toBeInTheDocument();
  });

  it('take a range by its ends', async () => {
    const { user, savedFilters } = setUp([{ column: 'period', operator: 'ovrange', value: '' }]);
    await user.type(screen.getByLabelText('Filter 1 value low'), '2026-01-01{Enter}');
    await chooseByKeyboard(user, 'Filter 1 value ends', 'up to');
    await user.type(screen.getByLabelText('Filter 1 value high'), '2026-02-01{Enter}');
    expect(savedFilters()).toEqual([{ column: 'period', operator: 'ovrange', value: '[2026-01-01,2026-02-01]' }]);
  });

  it('leave a range that is a variable as text', () => {
    setUp([{ column: 'period', operator: 'ovrange', value: '$period' }]);
    expect(screen.getByLabelText('Filter 1 value')).toHaveValue('$period');
  });

  it('say when a document is not JSON', async () => {
    const { user, savedFilters } = setUp([{ column: 'payload', operator: 'csjson', value: '' }]);
    await user.type(screen.getByLabelText('Filter 1 value'), 'team{Enter}');
    expect(screen.getByText(/This is not JSON/)).toBeInTheDocument();
    await user.clear(screen.getByLabelText('Filter 1 value'));
    await user.type(screen.getByLabelText('Filter 1 value'), '{{"team":"core"}{Enter}');
    expect(screen.queryByText(/This is not JSON/)).not.toBeInTheDocument();
    expect(savedFilters()).toEqual([{ column: 'payload', operator: 'csjson', value: '{"team":"core"}' }]);
  });

  it('lead into a json value, which is text then', async () => {
    const { user, savedFilters } = setUp([{ column: 'payload', operator: 'csjson', value: '{}' }]);
    await user.type(screen.getByLabelText('Filter 1 json path'), 'customer{Enter}');
    await chooseByMouse(user, 'Filter 1 operator', 'matches');
    expect(savedFilters()).toEqual([{ column: 'payload', path: ['customer'], operator: 'like', value: '{}' }]);
  });

  it('search texts in a language', async () => {
    const { user, savedFilters } = setUp([{ column: 'words', operator: 'wfts', value: 'late -paid' }]);
    await chooseByKeyboard(user, 'Filter 1 language', 'german');
    expect(savedFilters()).toEqual([{ column: 'words', operator: 'wfts', value: 'late -paid', language: 'german' }]);
  });

  it('stand in groups of which any must hold, and groups in those', async () => {
    const { user, savedFilters, onChange } = setUp();
    await user.click(screen.getByLabelText('Add group', { selector: 'button' }));
    await user.click(screen.getByLabelText('Add filter to group 1', { selector: 'button' }));
    await user.keyboard('note{Enter}');
    await user.type(screen.getByLabelText('Filter 1.1 value'), 'x{Enter}');
    const group = screen.getByRole('group', { name: 'Group 1' });
    await user.click(within(group).getByRole('button', { name: 'Add group to group 1' }));
    await user.click(screen.getByLabelText('Add filter to group 1.2', { selector: 'button' }));
    await user.keyboard('amount{Enter}');
    await user.type(screen.getByLabelText('Filter 1.2.1 value'), '5{Enter}');
    await chooseByKeyboard(user, 'Group 1 match', 'none');
    expect(savedFilters()).toEqual([
      {
        match: 'any',
        negate: true,
        filters: [
          { column: 'note', operator: 'eq', value: 'x' },
          { match: 'all', filters: [{ column: 'amount', operator: 'eq', value: '5' }] },
        ],
      },
    ]);
    // A group is never saved empty: no server takes one.
    expect(JSON.stringify(onChange.mock.calls)).not.toContain('"filters":[{"match":"all","filters":[]}');
    await user.click(screen.getByLabelText('Remove filter 1.2.1', { selector: 'button' }));
    await user.click(screen.getByLabelText('Remove filter 1.1', { selector: 'button' }));
    expect(savedFilters()).toEqual([]);
  });
});
