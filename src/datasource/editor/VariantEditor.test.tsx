import React from 'react';
import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { ScrapewatchQuery } from '../query/model';
import { renderVariant } from '../testing/renderVariant';
import { VariantEditor } from './VariantEditor';

const state = vi.hoisted(() => ({ isBroken: true }));
vi.mock('./rpc/RpcEditor', () => ({
  RpcEditor: () => {
    if (state.isBroken) {
      throw new Error('out of order');
    }
    return <p>the fields of a function</p>;
  },
}));

it('names the failure of one query type’s editor, and shows it again when that has passed', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const query: ScrapewatchQuery = {
    refId: 'A',
    version: 2,
    queryType: 'rpc',
    function: 'ask',
    args: {},
    format: 'table',
  };
  const { user, onChange } = renderVariant<ScrapewatchQuery>(VariantEditor, query);
  expect(await screen.findByText('out of order')).toBeInTheDocument();
  expect(screen.getByText(/the query itself is unharmed/)).toBeInTheDocument();
  state.isBroken = false;
  await user.click(screen.getByRole('button', { name: 'Show it again' }));
  expect(await screen.findByText('the fields of a function')).toBeInTheDocument();
  expect(onChange).not.toHaveBeenCalled();
  quiet.mockRestore();
});
