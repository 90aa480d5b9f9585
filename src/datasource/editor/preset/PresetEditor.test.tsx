import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { PresetQuery } from '../../query/model';
import { presetIds, presets } from '../../query/presets';
import { renderVariant } from '../../testing/renderVariant';
import { PresetEditor } from './PresetEditor';
import { presetGroups, searchPresets } from './presetGroups';

vi.mock('@grafana/runtime', async (original) => ({
  ...(await original<typeof import('@grafana/runtime')>()),
  getTemplateSrv: () => ({
    replace: (text: string) => text,
    getVariables: () => [
      { name: 'client', type: 'query', label: 'Client' },
      { name: 'ds', type: 'datasource' },
    ],
  }),
}));

const query: PresetQuery = {
  refId: 'A',
  version: 2,
  queryType: 'preset',
  preset: 'run_series',
  args: { clients: ['$client'] },
};

describe('the gallery of presets', () => {
  it('has every preset once', () => {
    expect(presetGroups.flatMap(({ ids }) => ids).sort()).toEqual([...presetIds].sort());
  });

  it('shows every named question with its line, by topic', async () => {
    const { user } = renderVariant(PresetEditor, query);
    await user.click(screen.getByRole('button', { name: 'Question: Runs over time' }));
    const list = screen.getByRole('listbox', { name: 'Questions' });
    expect(within(list).getAllByRole('option')).toHaveLength(presetIds.length);
    for (const id of presetIds) {
      expect(within(list).getByText(presets[id].description)).toBeInTheDocument();
    }
    expect(
      within(list)
        .getAllByRole('group')
        .map((group) => group.getAttribute('aria-label'))
    ).toEqual(['Runs', 'Fleet', 'Business', 'Records']);
  });

  it('is searched and answered with the keyboard alone', async () => {
    const { user, saved } = renderVariant(PresetEditor, query);
    await user.tab();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('combobox', { name: 'Search questions' })).toHaveFocus();
    await user.keyboard('stuck{Enter}');
    expect(saved()).toMatchObject({ preset: 'stuck_runs', refId: 'A' });
    expect(screen.getByRole('button', { name: 'Question: Stuck runs' })).toHaveFocus();
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
  });

  it('starts at the present question, and moves with the arrows, round the ends', async () => {
    const { user, saved } = renderVariant(PresetEditor, query);
    await user.click(screen.getByRole('button', { name: /^Question/ }));
    const search = screen.getByRole('combobox', { name: 'Search questions' });
    expect(search.getAttribute('aria-activedescendant')).toMatch(/run_series$/);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(saved()).toMatchObject({ preset: 'coverage_by_client' });
  });

  it('closes on Escape and changes nothing', async () => {
    const { user, onChange } = renderVariant(PresetEditor, query);
    await user.click(screen.getByRole('button', { name: /^Question/ }));
    await user.keyboard('logs{Escape}');
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('finds a question by a column of its answer, and says when there is none', async () => {
    expect(searchPresets('last_error rate').flatMap(({ ids }) => ids)).toEqual(['scraper_status']);
    const { user } = renderVariant(PresetEditor, query);
    await user.click(screen.getByRole('button', { name: /^Question/ }));
    await user.keyboard('zebra');
    expect(screen.getByRole('status')).toHaveTextContent('No question has these words');
  });
});

describe('the arguments of a preset', () => {
  it('show their defaults, and offer the words and the variables that they take', async () => {
    const { user, saved } = renderVariant(PresetEditor, query);
    await user.click(screen.getByText('Arguments'));
    expect(screen.getByText('${__interval_ms} milliseconds')).toBeInTheDocument();
    await user.click(screen.getByRole('combobox', { name: 'Argument statuses' }));
    await user.keyboard('fail{Enter}');
    expect(saved()).toMatchObject({ args: { clients: ['$client'], statuses: ['failed'] } });
    await user.click(screen.getByRole('combobox', { name: 'Argument scrapers' }));
    expect(await screen.findByText('Client')).toBeInTheDocument();
    expect(screen.queryByText('$ds')).not.toBeInTheDocument();
  });

  it('are left out again when they are emptied', async () => {
    const { user, saved } = renderVariant(PresetEditor, { ...query, preset: 'logs', args: { search: 'oops' } });
    await user.click(screen.getByText('Arguments'));
    await user.clear(screen.getByLabelText('Argument search'));
    await user.keyboard('{Enter}');
    expect(saved()).not.toHaveProperty('args');
  });
});
