import React from 'react';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { databaseMetrics } from '../../../../catalog/metrics';
import { operators } from '../../query/operators';
import { isComplete, parseQuery } from '../../query/parseQuery';
import { CheatSheet } from './CheatSheet';
import { examples } from './examples';

const every = Object.values(examples).flat();

describe('the examples of the cheat sheet', () => {
  it.each(every.map((example) => [example.title, example] as const))(
    '“%s” is a query that can be read',
    (_, { query }) => {
      const parsed = parseQuery(query);
      expect(parsed).toMatchObject({ ok: true, query });
      expect(parsed.ok && isComplete(parsed.query)).toBe(true);
    }
  );

  it('name only metrics that the database serves', () => {
    const known = Object.values(databaseMetrics).map(({ name }) => name as string);
    const named = examples.prometheus.flatMap(({ query }) =>
      query.queryType === 'prometheus' ? (query.expr.match(/scrapewatch_\w+/g) ?? []) : []
    );
    expect(named.length).toBeGreaterThan(0);
    expect(known).toEqual(expect.arrayContaining(named));
  });

  it('have each type', () => {
    for (const type of Object.values(examples)) {
      expect(type.length).toBeGreaterThan(0);
    }
  });
});

describe('CheatSheet', () => {
  it('runs an example when it is clicked, and with the keyboard', async () => {
    const user = userEvent.setup();
    const onClickExample = vi.fn();
    render(<CheatSheet query={{ queryType: 'table' }} onClickExample={onClickExample} />);
    const button = screen.getByRole('button', { name: /The newest runs that failed/ });
    await user.click(button);
    button.focus();
    await user.keyboard('{Enter}');
    expect(onClickExample).toHaveBeenCalledTimes(2);
    expect(onClickExample).toHaveBeenCalledWith(examples.table[0].query);
  });

  it('lists every operator', () => {
    render(<CheatSheet onClickExample={() => undefined} />);
    const table = screen.getByText('PostgREST', { selector: 'th' }).closest('table');
    expect(within(table as HTMLElement).getAllByRole('row', { hidden: true })).toHaveLength(
      Object.keys(operators).length + 1
    );
  });
});
