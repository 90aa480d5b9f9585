import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { PostgrestQuery } from '../../query/model';
import type { Discovered } from '../../schema/Discovery';
import { renderVariant } from '../../testing/renderVariant';
import { PostgrestEditor } from './PostgrestEditor';

const columns = ['run_id text', 'status text', 'queued_at timestamp with time zone'].map((column) => {
  const [name, ...type] = column.split(' ');
  return { name, type: type.join(' ') };
});
const discovered = {
  tables: [
    { schema: 'scrapewatch', name: 'runs', columns, primaryKey: ['run_id'] },
    { schema: 'scrapewatch', name: 'clients', columns: [], primaryKey: [] },
  ],
  functions: [],
  relations: [],
  source: 'describe',
} as Discovered;

const query: PostgrestQuery = { refId: 'A', version: 2, queryType: 'postgrest', path: '', format: 'table' };
const request = () => screen.getByRole('combobox', { name: 'Request' });
const shown = () =>
  screen.queryAllByRole('option').map((option) => within(option).getAllByText(/./)[0].firstChild?.textContent);

describe('PostgrestEditor', () => {
  it('writes a request by completion with the keyboard alone', async () => {
    const { user, saved } = renderVariant(PostgrestEditor, query, { discovered });
    await user.click(request());
    await user.keyboard('ru{Enter}');
    expect(request()).toHaveValue('runs');
    await user.keyboard('?sta');
    expect(request()).toHaveAttribute('aria-expanded', 'true');
    await user.keyboard('{Tab}');
    expect((request() as HTMLTextAreaElement).value).toMatch(/^runs\?status=/);
    await user.keyboard('eq');
    await user.keyboard('{Tab}failed{Escape}{Enter}');
    expect(saved()).toMatchObject({ path: 'runs?status=eq.failed' });
  });

  it('moves through the completions with the arrows, and says which one is active', async () => {
    const { user } = renderVariant(PostgrestEditor, query, { discovered });
    await user.click(request());
    await user.keyboard('{Control>} {/Control}');
    expect(shown().length).toBeGreaterThan(1);
    const first = request().getAttribute('aria-activedescendant');
    await user.keyboard('{ArrowDown}');
    const second = request().getAttribute('aria-activedescendant');
    expect(second).not.toBe(first);
    expect(document.getElementById(second ?? '')).toHaveAttribute('aria-selected', 'true');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
    expect(request()).toHaveFocus();
  });

  it('takes a completion by mouse without saving the half request', async () => {
    const { user, onChange } = renderVariant(PostgrestEditor, query, { discovered });
    await user.click(request());
    await user.keyboard('run');
    await user.click(screen.getByRole('option', { name: /^runs/ }));
    expect(request()).toHaveValue('runs');
    expect(request()).toHaveFocus();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('shows where a mistake is, leads to it, and takes it back when it is mended', async () => {
    const { user } = renderVariant(PostgrestEditor, { ...query, path: 'runs?status=what.x' }, { discovered });
    expect(request()).toHaveAttribute('aria-invalid', 'true');
    const [mistake] = within(screen.getByRole('list', { name: 'Mistakes' })).getAllByRole('listitem');
    expect(mistake).toHaveTextContent(/Column 13.*operator/);
    expect(mistake.querySelector('mark')).toHaveTextContent('what');
    await user.click(within(mistake).getByRole('button', { name: 'Column 13' }));
    const area = request() as HTMLTextAreaElement;
    expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe('what');
    await user.keyboard('eq{Escape}');
    expect(screen.queryByRole('list', { name: 'Mistakes' })).not.toBeInTheDocument();
    expect(request()).toHaveAttribute('aria-invalid', 'false');
  });

  it('warns of a column that was not found, and lets it pass', async () => {
    const { saved, user } = renderVariant(PostgrestEditor, query, { discovered });
    await user.click(request());
    await user.paste('runs?stauts=eq.x');
    await user.keyboard('{Escape}{Enter}');
    expect(screen.getByRole('list', { name: 'Mistakes' })).toHaveTextContent('stauts');
    expect(request()).toHaveAttribute('aria-invalid', 'false');
    expect(saved()).toMatchObject({ path: 'runs?stauts=eq.x' });
  });

  it('saves a pasted request that was wrapped as one line, when it is left', async () => {
    const { saved, user } = renderVariant(PostgrestEditor, query, { discovered });
    await user.click(request());
    await user.paste('runs?select=status\n  &limit=5');
    await user.keyboard('{Escape}');
    await user.click(document.body);
    expect(saved()).toMatchObject({ path: 'runs?select=status&limit=5' });
  });

  it('offers the times of the table for the time column, and takes any other by hand', async () => {
    const { saved, user } = renderVariant(PostgrestEditor, { ...query, path: 'runs?select=*' }, { discovered });
    await user.click(screen.getByRole('combobox', { name: 'Time column' }));
    await user.keyboard('queued{Enter}');
    expect(saved()).toMatchObject({ timeColumn: 'queued_at', path: 'runs?select=*' });
    await user.click(screen.getByRole('combobox', { name: 'Time column' }));
    await user.keyboard('my_time{Enter}');
    expect(saved()).toMatchObject({ timeColumn: 'my_time' });
  });
});
