import React, { useState } from 'react';
import type { DataSourceInstanceSettings, PanelData } from '@grafana/data';
import { configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { ScrapewatchOptions } from '../config/options';
import { DataSource } from '../DataSource';
import type { ScrapewatchQuery } from '../query/model';
import { fakeSend, type FakeAnswer } from '../testing/fakeSend';
import { Fault } from '../transport/Fault';
import { QueryEditor } from './QueryEditor';

// Editors and discovery are loaded when they are needed, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
// As in Explore: there are no variables.
vi.mock('@grafana/runtime', async (original) => ({
  ...(await original<typeof import('@grafana/runtime')>()),
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [] }),
}));

const described = [
  { kind: 'view', schema: 'scrapewatch', name: 'runs', comment: 'Every run', part: null },
  ...['run_id text', 'status text', 'queued_at timestamptz'].map((column, position) => {
    const [column_name, type] = column.split(' ');
    return { kind: 'view', schema: 'scrapewatch', name: 'runs', part: 'column', position, column_name, type };
  }),
  { kind: 'function', schema: 'scrapewatch', name: 'run_stats', part: null },
  {
    kind: 'function',
    schema: 'scrapewatch',
    name: 'run_stats',
    part: 'argument',
    position: 1,
    column_name: 'systems',
    type: 'text[]',
    nullable: true,
  },
];

function setUp(query: object, describeAnswer: FakeAnswer = { body: described }, data?: Partial<PanelData>) {
  const send = fakeSend(({ pathname }) =>
    pathname.endsWith('/rpc/describe') ? describeAnswer : { status: 404, body: { code: 'PGRST202' } }
  );
  const instance = { uid: 'supa', url: 'p', jsonData: { url: 'https://p.supabase.co' } };
  const source = new DataSource(instance as DataSourceInstanceSettings<ScrapewatchOptions>, send);
  const onChange = vi.fn<(query: ScrapewatchQuery) => void>();
  const onRunQuery = vi.fn();
  function Page() {
    const [saved, setSaved] = useState({ refId: 'A', ...query } as ScrapewatchQuery);
    const change = (changed: ScrapewatchQuery) => {
      onChange(changed);
      setSaved(changed);
    };
    return (
      <QueryEditor
        query={saved}
        datasource={source}
        onChange={change}
        onRunQuery={onRunQuery}
        data={data && ({ series: [], ...data } as unknown as PanelData)}
      />
    );
  }
  render(<Page />);
  return { user: userEvent.setup(), saved: () => onChange.mock.lastCall?.[0], onChange, onRunQuery, send };
}

const table = { queryType: 'table', version: 2, table: 'runs', columns: [], filters: [], order: [], format: 'table' };

/** Types a name and takes it, as a user of the keyboard does. */
async function choose(user: ReturnType<typeof userEvent.setup>, label: string, text: string) {
  await user.click(await screen.findByRole('combobox', { name: label }));
  await user.keyboard(text);
  await user.keyboard('{Enter}');
}

describe('QueryEditor', () => {
  it('starts a new query as a preset, and says what it asks', async () => {
    setUp({});
    expect(await screen.findByText(/one row a time bucket/)).toBeInTheDocument();
    expect(await screen.findByLabelText('Request')).toHaveTextContent('GET /rest/v1/rpc/run_series');
    // Its list arguments name variables that are not there: they are left out, as they are when it is sent.
    expect(await screen.findByLabelText('Request')).not.toHaveTextContent('$system');
  });

  it('builds a table query with the keyboard alone', async () => {
    const { user, saved, onRunQuery } = setUp({ ...table, table: '' });
    await choose(user, 'Table', 'runs');
    await choose(user, 'Columns', 'status');
    await user.click(screen.getByRole('button', { name: 'Add filter' }));
    await choose(user, 'Filter 1 column', 'status');
    await user.click(screen.getByLabelText('Filter 1 value'));
    await user.keyboard('failed{Enter}');
    expect(saved()).toMatchObject({
      queryType: 'table',
      table: 'runs',
      columns: [{ column: 'status' }],
      filters: [{ column: 'status', operator: 'eq', value: 'failed' }],
    });
    expect(await screen.findByLabelText('Request')).toHaveTextContent(
      'GET /rest/v1/runs?select=status&status=eq.failed'
    );
    expect(onRunQuery).toHaveBeenCalled();
    expect(screen.getByLabelText('Filter 1 value')).toHaveFocus();
  });

  it('offers only times for the time column', async () => {
    const { user } = setUp(table);
    await user.click(await screen.findByLabelText('Time column'));
    expect(await screen.findByRole('option', { name: /queued_at/ })).toBeInTheDocument();
    expect(screen.queryByRole('option', { name: /run_id/ })).not.toBeInTheDocument();
  });

  it('offers the arguments of a function that was found', async () => {
    const { user, saved } = setUp({ queryType: 'rpc', version: 2, function: 'run_stats', args: {}, format: 'table' });
    await screen.findByLabelText('Argument systems');
    await choose(user, 'Argument systems', 'igf');
    expect(saved()).toMatchObject({ function: 'run_stats', args: { systems: ['igf'] } });
  });

  it('lets names be typed when nothing can be discovered, and says why', async () => {
    const { user, saved } = setUp(
      { ...table, table: '' },
      { status: 404, body: { code: 'PGRST202', message: 'no describe' } }
    );
    expect(await screen.findByText(/type their names/)).toBeInTheDocument();
    await choose(user, 'Table', 'my_table');
    expect(saved()).toMatchObject({ table: 'my_table' });
  });

  it('shows a query of a newer version and does not touch it', () => {
    const { onChange } = setUp({ ...table, version: 99, aggregates: ['kept'] });
    expect(screen.getByText(/saved by a newer version/)).toBeInTheDocument();
    expect(screen.getByText(/"kept"/)).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('keeps refId when the type changes, and runs nothing that is unfinished', async () => {
    const { user, saved, onRunQuery } = setUp({});
    await user.click(screen.getByRole('radio', { name: 'Table' }));
    expect(saved()).toMatchObject({ refId: 'A', queryType: 'table', version: 2 });
    expect(onRunQuery).not.toHaveBeenCalled();
  });

  it('looks again for tables when asked to', async () => {
    const { user, send } = setUp(table);
    const looks = () =>
      send.requests.filter(({ url }) => url.includes('/rpc/describe?') || url.endsWith('/rpc/describe'));
    await waitFor(() => expect(looks()).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: /Look for tables/ }));
    await waitFor(() => expect(looks()).toHaveLength(2));
  });

  it('asks before a query is lost, and brings it back when its type is chosen again', async () => {
    const { user, saved, onChange } = setUp({
      ...table,
      filters: [{ column: 'status', operator: 'eq', value: 'failed' }],
    });
    await user.click(screen.getByRole('radio', { name: 'Prometheus' }));
    expect(screen.getByText(/The table query: \* from runs/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Stay' }));
    expect(onChange).not.toHaveBeenCalled();
    await user.click(screen.getByRole('radio', { name: 'Prometheus' }));
    expect(screen.getByRole('button', { name: 'Switch to Prometheus' })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(saved()).toMatchObject({ queryType: 'prometheus', expr: '' });
    await user.click(screen.getByRole('radio', { name: 'Table' }));
    expect(saved()).toMatchObject({ queryType: 'table', table: 'runs', filters: [{ value: 'failed' }] });
  });

  it('asks in both directions when both queries have something in them', async () => {
    const { user, saved } = setUp({ queryType: 'prometheus', version: 2, expr: 'up' });
    await user.click(screen.getByRole('radio', { name: 'Function' }));
    expect(screen.getByText('The PromQL: up')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Switch to Function' }));
    await choose(user, 'Function', 'run_stats');
    await user.click(screen.getByRole('radio', { name: 'Prometheus' }));
    await user.click(screen.getByRole('button', { name: 'Switch to Prometheus' }));
    expect(saved()).toMatchObject({ queryType: 'prometheus', expr: 'up' });
  });

  it('shows why this query failed, and what mends it, and not why another did', async () => {
    const message = new Fault('unknown-table', { detail: 'public.rums' }).message;
    setUp(table, undefined, {
      errors: [
        { refId: 'A', message },
        { refId: 'B', message: 'other' },
      ],
    });
    const alert = screen.getByText(/There is no such table or view/).closest('[data-testid*="Alert"]');
    expect(alert).toHaveTextContent('public.rums');
    expect(alert).toHaveTextContent(/notify pgrst/);
    expect(screen.queryByText('other')).not.toBeInTheDocument();
  });

  it('migrates an older query silently: nothing is saved until something is changed', async () => {
    const { user, onChange, saved } = setUp({ ...table, version: 1, columns: ['status'] });
    expect(await screen.findByRole('combobox', { name: 'Table' })).toBeInTheDocument();
    expect(onChange).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Options' }));
    await user.click(screen.getByRole('switch', { name: 'Live' }));
    expect(saved()).toMatchObject({ version: 2, columns: [{ column: 'status' }], live: {} });
  });

  it('names series by a legend where there are series', async () => {
    const { user, saved } = setUp({});
    await user.type(screen.getByLabelText('Legend'), '{{{{column}}{Enter}');
    expect(saved()).toMatchObject({ legend: '{{column}}' });
    await user.clear(screen.getByLabelText('Legend'));
    await user.keyboard('{Enter}');
    expect(saved()?.legend).toBeUndefined();
  });

  it('goes on with a request in the builder, and says what the builder cannot hold', async () => {
    const { user, saved } = setUp({
      queryType: 'postgrest',
      version: 2,
      path: 'runs?select=status&limit=5',
      format: 'table',
    });
    await user.click(screen.getByRole('button', { name: 'Open in builder' }));
    expect(saved()).toMatchObject({ queryType: 'table', table: 'runs', columns: [{ column: 'status' }], limit: 5 });
    await user.click(screen.getByRole('radio', { name: 'PostgREST' }));
    expect(saved()).toMatchObject({ path: 'runs?select=status&limit=5' });
  });

  it('runs an example at once where nothing was written, and asks before it takes the place of a query', async () => {
    const { user, saved, onChange } = setUp({});
    await user.click(screen.getByRole('button', { name: 'Examples' }));
    await user.click(await screen.findByRole('button', { name: /Which clients fall short/ }));
    expect(saved()).toMatchObject({ refId: 'A', preset: 'coverage_by_client' });
    await user.click(screen.getByRole('switch', { name: 'Live' }));
    const changes = onChange.mock.calls.length;
    await user.click(screen.getByRole('button', { name: 'Examples' }));
    await user.click(await screen.findByRole('button', { name: /Is everything well/ }));
    expect(onChange).toHaveBeenCalledTimes(changes);
    expect(screen.getByText('The question: Coverage by client')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Switch to Preset' }));
    expect(saved()).toMatchObject({ preset: 'overview_status' });
  });
});
