import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { describe, expect, it } from 'vitest';
import { rowWindow } from './rowWindow';
import { WindowedList } from './WindowedList';

describe('rowWindow', () => {
  it.each([
    [0, 0, 13],
    [500, 47, 63],
    [999_999, 987, 1000],
  ])('at scroll position %i draws rows %i to %i of 1000', (scrollTop, first, end) => {
    expect(rowWindow(scrollTop, 100, 10, 1000)).toEqual({ first, end });
  });

  it('draws every row of a list that fits', () => {
    expect(rowWindow(0, 400, 30, 4)).toEqual({ first: 0, end: 4 });
  });
});

describe('WindowedList', () => {
  const list = (count: number, columns = 1) => (
    <WindowedList label="Rows" count={count} columns={columns} height={100} rowHeight={20} keyOf={String}>
      {(index) => <span>row {index}</span>}
    </WindowedList>
  );

  it('holds a bounded number of elements for 100,000 rows, and says where each belongs', () => {
    render(list(100_000));
    const items = screen.getAllByRole('listitem');
    expect(items.length).toBeLessThan(20);
    expect(items[0]).toHaveAttribute('aria-setsize', '100000');
    expect(items[0]).toHaveAttribute('aria-posinset', '1');
  });

  it('draws the rows scrolled to', () => {
    render(list(1000));
    const region = screen.getByRole('region', { name: 'Rows' });
    region.scrollTop = 10_000;
    fireEvent.scroll(region);
    expect(screen.getByText('row 500')).toBeInTheDocument();
    expect(screen.queryByText('row 0')).not.toBeInTheDocument();
  });

  it('still draws the end when the list has become shorter than the scroll position', () => {
    const { rerender } = render(list(1000));
    const region = screen.getByRole('region', { name: 'Rows' });
    region.scrollTop = 10_000;
    fireEvent.scroll(region);
    rerender(list(3));
    expect(screen.getAllByRole('listitem')).toHaveLength(3);
  });

  it('fills the last row of a grid only as far as there are items', () => {
    render(list(7, 3));
    expect(screen.getAllByRole('listitem')).toHaveLength(7);
  });
});
