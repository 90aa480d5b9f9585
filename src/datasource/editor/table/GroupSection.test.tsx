import { LoadingState, getDefaultTimeRange, type PanelData } from '@grafana/data';
import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { TableQuery } from '../../query/model';
import { tableQuery } from '../../query/tableQuery';
import { chooseByKeyboard, chooseByMouse, reread, tabTo } from '../../testing/driveEditor';
import { renderVariant } from '../../testing/renderVariant';
import { shopSchema } from '../../testing/shopSchema';
import { Fault } from '../../transport/Fault';
import { TableEditor } from './TableEditor';

vi.stubGlobal('isSecureContext', true);
vi.mock('@grafana/runtime', async (original) => ({
  ...(await original<typeof import('@grafana/runtime')>()),
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [] }),
}));

async function setUp(query: Partial<TableQuery> = {}, errors: PanelData['errors'] = undefined) {
  const data = { state: LoadingState.Done, series: [], timeRange: getDefaultTimeRange(), errors };
  const page = renderVariant(TableEditor, tableQuery({ table: 'orders', ...query }), {
    discovered: shopSchema,
    schemas: ['public'],
    data,
  });
  await page.user.click(screen.getByLabelText('Group', { selector: 'button' }));
  return page;
}

describe('figures', () => {
  it('are summed up by the columns that are chosen, which is said, by the keyboard alone', async () => {
    const { user, saved } = await setUp();
    await tabTo(user, 'Add figure');
    await user.keyboard('{Enter}');
    await chooseByKeyboard(user, 'Figure 1 function', 'sum');
    await tabTo(user, 'Figure 1 shown as');
    await user.keyboard('total{Enter}');
    await chooseByKeyboard(user, 'Columns', 'state');
    expect(reread(saved())).toMatchObject({
      aggregates: [{ function: 'sum', column: 'amount', alias: 'total' }],
      columns: [{ column: 'state' }],
    });
    expect(screen.getByText('One row for each different state.')).toBeInTheDocument();
    expect(screen.getByText('Group by')).toBeInTheDocument();
  });

  it('take the order away that single rows had, and mark one that groups cannot have', async () => {
    const newest = { column: 'created_at', direction: 'desc', nulls: 'last' } as const;
    const { user, saved } = await setUp({ order: [newest, { column: 'amount', direction: 'asc' }] });
    await user.click(screen.getByLabelText('Add figure', { selector: 'button' }));
    expect(reread(saved())).toMatchObject({
      aggregates: [{ function: 'count' }],
      order: [{ column: 'amount', direction: 'asc' }],
    });
    await user.click(screen.getByLabelText('Order and limit', { selector: 'button' }));
    expect(screen.getByText(/Groups are sorted by what they are grouped by/)).toBeInTheDocument();
  });

  it('wait for a column where there is no number to propose', async () => {
    const { user, saved, onChange } = await setUp({ table: 'settings', aggregates: [{ function: 'count' }] });
    await chooseByMouse(user, 'Figure 1 function', 'max');
    expect(onChange).not.toHaveBeenCalled();
    await chooseByKeyboard(user, 'Figure 1 column', 'value');
    expect(reread(saved())).toMatchObject({ aggregates: [{ function: 'max', column: 'value' }] });
  });

  it('take casts of the column and of the result', async () => {
    const { user, saved } = await setUp({ aggregates: [{ function: 'sum', column: 'payload', path: ['price'] }] });
    await user.click(screen.getByLabelText('Figure 1 casts', { selector: 'button' }));
    await chooseByKeyboard(user, 'Figure 1 column cast', 'float8');
    await chooseByKeyboard(user, 'Figure 1 cast', 'int4');
    expect(reread(saved())).toMatchObject({
      aggregates: [{ function: 'sum', column: 'payload', path: ['price'], columnCast: 'float8', cast: 'int4' }],
    });
  });

  it('are summed up by time, by the column that tells it', async () => {
    const { user, saved } = await setUp();
    await chooseByKeyboard(user, 'Time bucket', '1h');
    await chooseByMouse(user, 'Empty buckets', 'count as 0');
    expect(reread(saved())).toMatchObject({
      timeColumn: 'created_at',
      bucket: { every: '1h', fill: 'zero' },
      aggregates: [{ function: 'count' }],
    });
    await chooseByKeyboard(user, 'Time bucket', '10m');
    expect(reread(saved())).toMatchObject({ bucket: { every: '10m', fill: 'zero' } });
    expect(screen.getByText(/One row for each 10m of created_at/)).toBeInTheDocument();
  });

  it('say what is missing when there is no time to sum up by', async () => {
    const { user } = await setUp({ table: 'settings' });
    await chooseByKeyboard(user, 'Time bucket', '1h');
    expect(screen.getByText('Choose a time column first')).toBeInTheDocument();
  });

  it('are computed in the browser, or by a server that is told to, where it refuses', async () => {
    const { message } = new Fault('aggregates-off');
    const aggregates: TableQuery['aggregates'] = [{ function: 'count' }];
    const { user, saved } = await setUp({ aggregates }, [{ refId: 'A', message }]);
    await user.click(screen.getByRole('button', { name: 'Copy the SQL' }));
    expect(await navigator.clipboard.readText()).toMatch(/^alter role authenticator .*db_aggregates_enabled/);
    await user.click(screen.getByRole('button', { name: 'Compute in the browser' }));
    expect(reread(saved())).toMatchObject({ aggregateIn: 'browser' });
    expect(screen.queryByRole('button', { name: 'Compute in the browser' })).not.toBeInTheDocument();
  });

  it('offer no other way when another query was refused', async () => {
    const { message } = new Fault('aggregates-off');
    await setUp({ aggregates: [{ function: 'count' }] }, [{ refId: 'B', message }]);
    expect(screen.queryByRole('button', { name: 'Compute in the browser' })).not.toBeInTheDocument();
  });
});
