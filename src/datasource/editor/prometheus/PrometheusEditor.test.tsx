import type { DataSourceInstanceSettings } from '@grafana/data';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import { screen, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ScrapewatchOptions } from '../../config/options';
import { DataSource } from '../../DataSource';
import { isComplete } from '../../query/parseQuery';
import type { PrometheusQuery } from '../../query/model';
import type { Discovered } from '../../schema/Discovery';
import { renderVariant } from '../../testing/renderVariant';
import { PrometheusEditor } from './PrometheusEditor';

const query: PrometheusQuery = { refId: 'A', version: 2, queryType: 'prometheus', expr: 'up' };

// Loaded when first shown, which under a test runner takes its time.
beforeAll(() => import('../table/TableEditor'));

beforeEach(() => {
  const known = [{ uid: 'prom', name: 'Our Prometheus' }];
  setDataSourceSrv({
    getInstanceSettings: (ref: { uid: string }) => known.find(({ uid }) => uid === ref.uid),
  } as unknown as DataSourceSrv);
});

function withPrometheus(prometheusUid?: string): DataSource {
  const instance = { uid: 'supa', url: 'p', jsonData: { url: 'https://p.supabase.co', prometheusUid } };
  return new DataSource(instance as DataSourceInstanceSettings<ScrapewatchOptions>);
}

const discovered = {
  tables: [
    {
      schema: 'scrapewatch',
      name: 'runs',
      primaryKey: [],
      columns: [
        { name: 'worker', type: 'text' },
        { name: 'started_at', type: 'timestamp with time zone' },
      ],
    },
  ],
  functions: [],
  relations: [],
} as unknown as Discovered;

describe('PrometheusEditor', () => {
  it('takes an expression over several lines and asks on Shift and Enter, again when it is the same', async () => {
    const { user, saved, onRunQuery } = renderVariant(PrometheusEditor, query);
    const field = screen.getByRole('textbox', { name: 'PromQL' });
    await user.clear(field);
    await user.type(field, 'sum(up){Enter}* 2');
    expect(saved()).toBeUndefined();
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    expect(saved()).toMatchObject({ expr: 'sum(up)\n* 2' });
    expect(onRunQuery).not.toHaveBeenCalled();
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    expect(onRunQuery).toHaveBeenCalledOnce();
  });

  it('names the Prometheus that is asked', () => {
    renderVariant(PrometheusEditor, query, { datasource: withPrometheus('prom') });
    expect(screen.getByText('Our Prometheus')).toBeInTheDocument();
  });

  it.each([
    ['none is chosen', undefined, /No Prometheus is chosen/],
    ['the chosen one is gone', 'old', /no data source with the uid old/],
  ])('says where one is chosen when %s', (_, uid, says) => {
    renderVariant(PrometheusEditor, query, { datasource: withPrometheus(uid) });
    expect(screen.getByText(says)).toBeInTheDocument();
    expect(screen.getByRole('link')).toHaveAttribute('href', '/connections/datasources/edit/supa');
  });

  it('asks for the newest value only', async () => {
    const { user, saved } = renderVariant(PrometheusEditor, query);
    await user.click(screen.getByRole('radio', { name: 'Newest' }));
    expect(saved()).toMatchObject({ instant: true });
  });

  it('joins rows with the keyboard alone; nothing is asked before it is said how', async () => {
    const { user, saved } = renderVariant(PrometheusEditor, query, { discovered });
    await user.click(screen.getByRole('switch', { name: 'Join to rows' }));
    const group = within(screen.getByRole('group', { name: 'Rows to join' }));
    await user.click(await group.findByRole('combobox', { name: 'Table' }, { timeout: 4000 }));
    await user.keyboard('runs{Enter}');
    expect(isComplete(saved()!)).toBe(false);
    await user.click(group.getByRole('combobox', { name: 'Column to join on' }));
    await user.keyboard('wor{Enter}');
    expect(saved()).toMatchObject({ join: { column: 'worker', label: 'worker' } });
    expect(isComplete(saved()!)).toBe(true);
    await user.click(group.getByRole('combobox', { name: 'Column with the start' }));
    await user.keyboard('{Enter}');
    await user.click(group.getByRole('combobox', { name: 'Figure' }));
    await user.keyboard('Larg{Enter}');
    await user.click(group.getByRole('textbox', { name: 'Name of the new column' }));
    await user.keyboard('memory_bytes{Enter}');
    expect(saved()).toMatchObject({
      expr: 'up',
      join: { rows: { queryType: 'table', table: 'runs' }, from: 'started_at', reduce: 'max', as: 'memory_bytes' },
    });
    await user.click(screen.getByRole('switch', { name: 'Join to rows' }));
    expect(saved()).not.toHaveProperty('join');
  });

  it('joins rows of every other type', async () => {
    const { user, saved } = renderVariant(PrometheusEditor, query);
    await user.click(screen.getByRole('switch', { name: 'Join to rows' }));
    for (const [name, queryType] of [
      ['Function', 'rpc'],
      ['PostgREST', 'postgrest'],
      ['Preset', 'preset'],
    ]) {
      // prettier-ignore
      await user.click(screen.getByRole('radio', { name }));
      expect(saved()).toMatchObject({ join: { rows: { queryType, refId: 'A' } } });
    }
  });
});
