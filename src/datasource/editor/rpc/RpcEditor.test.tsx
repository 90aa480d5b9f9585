import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { RpcQuery } from '../../query/model';
import type { Discovered } from '../../schema/Discovery';
import { renderVariant } from '../../testing/renderVariant';
import { RpcEditor } from './RpcEditor';

vi.mock('@grafana/runtime', async (original) => ({
  ...(await original<typeof import('@grafana/runtime')>()),
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [{ name: 'client', type: 'query' }] }),
}));

const types = {
  from_ts: 'timestamp with time zone',
  only_open: 'boolean',
  mood: 'public.mood',
  names: 'text[]',
  least: 'integer',
  note: 'text',
};
const discovered = {
  tables: [
    {
      schema: 'public',
      name: 'people',
      primaryKey: [],
      columns: [{ name: 'mood', type: 'mood', values: ['calm', 'cross'] }],
    },
  ],
  relations: [],
  functions: [
    {
      schema: 'scrapewatch',
      name: 'ask',
      comment: 'Who is what.',
      args: Object.entries(types).map(([name, type]) => ({ name, type, optional: name !== 'least' })),
      returns: [],
    },
  ],
} as unknown as Discovered;
const query: RpcQuery = { refId: 'A', version: 2, queryType: 'rpc', function: '', args: {}, format: 'table' };
const asked = { ...query, function: 'ask' };

describe('RpcEditor', () => {
  it('asks a function that was found, from the dashboard’s time range, with the keyboard alone', async () => {
    const { user, saved } = renderVariant(RpcEditor, query, { discovered });
    await user.click(screen.getByRole('combobox', { name: 'Function' }));
    await user.keyboard('ask{Enter}');
    expect(saved()).toMatchObject({ function: 'ask', args: { from_ts: '${__from:date:iso}' } });
    expect(screen.getByText('Who is what.')).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('Still needed: least');
    await user.click(screen.getByLabelText('Argument least'));
    await user.keyboard('3{Enter}');
    expect(saved()).toMatchObject({ args: { least: '3' } });
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });

  it.each([
    ['a boolean', 'only_open', 'fa', 'false'],
    ['an enum', 'mood', 'cr', 'cross'],
    ['a time', 'from_ts', 'End', '${__to:date:iso}'],
  ])('offers the values of %s', async (_, name, typed, value) => {
    const { user, saved } = renderVariant(RpcEditor, asked, { discovered });
    await user.click(screen.getByRole('combobox', { name: `Argument ${name}` }));
    await user.keyboard(`${typed}{Enter}`);
    expect(saved()).toMatchObject({ args: { [name]: value } });
  });

  it('takes a list, and the dashboard’s variables in it', async () => {
    const { user, saved } = renderVariant(RpcEditor, asked, { discovered });
    await user.click(screen.getByRole('combobox', { name: 'Argument names' }));
    await user.keyboard('$cli{Enter}');
    expect(saved()).toMatchObject({ args: { names: ['$client'] } });
  });

  it('says when a number is none, and lets a variable stand for it', async () => {
    const { user } = renderVariant(RpcEditor, { ...asked, args: { least: 'many' } }, { discovered });
    expect(screen.getByText('This is not a number.')).toBeInTheDocument();
    await user.clear(screen.getByLabelText('Argument least'));
    await user.keyboard('$least{Enter}');
    expect(screen.queryByText('This is not a number.')).not.toBeInTheDocument();
  });

  it('takes a function and its arguments by hand when it was not found', async () => {
    const { user, saved } = renderVariant(RpcEditor, query, { discovered: { ...discovered, functions: [] } });
    await user.click(screen.getByRole('combobox', { name: 'Function' }));
    await user.keyboard('mine{Enter}');
    expect(screen.getByText(/arguments are typed by hand/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Add argument' }));
    await user.keyboard('day{Enter}');
    await user.click(screen.getByLabelText('Argument day'));
    await user.keyboard('2026-01-01{Enter}');
    expect(saved()).toMatchObject({ function: 'mine', args: { day: '2026-01-01' } });
  });
});
