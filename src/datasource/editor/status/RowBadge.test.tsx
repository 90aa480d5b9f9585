import React from 'react';
import { createDataFrame, type PanelData } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { ScrapewatchQuery } from '../../query/model';
import { tableQuery } from '../../query/tableQuery';
import { RowBadge } from './RowBadge';
import type { RowsMeta } from '../../answer/RowsMeta';

const cut: RowsMeta = { rows: 1000, total: 48_213, cut: true, bound: 1000, kept: 'exact' };

function setUp(count: RowsMeta | undefined, query: ScrapewatchQuery = tableQuery({ table: 'runs', limit: 1000 })) {
  const frame = (refId: string, scrapewatch: unknown) =>
    createDataFrame({ refId, fields: [], meta: { custom: { scrapewatch } } });
  const data = { series: [frame('B', { ...cut, rows: 7 }), frame('A', count)] } as unknown as PanelData;
  const onChange = vi.fn<(query: ScrapewatchQuery) => void>();
  render(<RowBadge query={query} data={data} rowLimit={50_000} onChange={onChange} />);
  return { user: userEvent.setup(), onChange };
}
const buttons = () => screen.queryAllByRole('button').map((button) => button.textContent);

describe('RowBadge', () => {
  it('says how many of how many rows are shown, and loads the rest', async () => {
    const { user, onChange } = setUp(cut);
    expect(screen.getByRole('status')).toHaveTextContent('1,000 of 48,213 rows');
    await user.click(screen.getByRole('button', { name: 'Load 49,000' }));
    expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ table: 'runs', limit: 49_000 }));
  });

  it('loads no more than the row limit of the settings, and names it when that is reached', () => {
    setUp({ rows: 50_000, cut: true, bound: 50_000, kept: undefined });
    expect(screen.getByText(/row limit of the data source’s settings is 50,000/)).toBeInTheDocument();
    expect(buttons()).toEqual(['Count instead', 'How many?']);
  });

  it('asks for an estimate when nobody knows how many there are', async () => {
    const { user, onChange } = setUp({ rows: 1000, cut: true, bound: 1000, kept: undefined });
    expect(screen.getByRole('status')).toHaveTextContent('the first 1,000 rows, there are more');
    await user.click(screen.getByRole('button', { name: 'How many?' }));
    expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ count: 'estimated', limit: 1000 }));
  });

  it('counts by time instead of showing rows, where there is a time column', async () => {
    const { user, onChange } = setUp(cut, tableQuery({ table: 'runs', timeColumn: 'queued_at', limit: 1000 }));
    await user.click(screen.getByRole('button', { name: 'Count by time' }));
    const [[changed]] = onChange.mock.calls;
    expect(changed).toMatchObject({
      bucket: { every: 'auto' },
      aggregates: [{ function: 'count' }],
      format: 'timeseries',
    });
    expect(changed).not.toHaveProperty('limit');
  });

  it('says an estimate is one', () => {
    setUp({ ...cut, kept: 'estimated' });
    expect(screen.getByRole('status')).toHaveTextContent('1,000 of about 48,213 rows');
  });

  it('only counts when every row is there', () => {
    setUp({ rows: 1, cut: false, bound: 1000, kept: undefined });
    expect(screen.getByRole('status')).toHaveTextContent('1 row');
    expect(buttons()).toEqual([]);
  });

  it('is silent about queries whose answer has no rows to count', () => {
    setUp(undefined);
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });
});
