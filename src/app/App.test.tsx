import { PluginType, type AppRootProps } from '@grafana/data';
import { config, type FetchError, type GetDataSourceListFilters } from '@grafana/runtime';
import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { of, throwError } from 'rxjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import App from './App';

const grafana = vi.hoisted(() => ({
  fetch: vi.fn(),
  sources: [{ uid: 'sw', name: 'Scrapewatch' }],
  test: async (): Promise<unknown> => ({ status: 'success', message: 'All checks passed' }),
}));

vi.mock('@grafana/runtime', async (load) => ({
  ...(await load<typeof import('@grafana/runtime')>()),
  getBackendSrv: () => ({ fetch: grafana.fetch }),
  getDataSourceSrv: () => ({
    // Asked by type, Grafana answers its built-in source as well; asked by plugin it does not.
    getList: ({ pluginId }: GetDataSourceListFilters) =>
      pluginId ? grafana.sources : [...grafana.sources, { uid: 'grafana', name: '-- Grafana --' }],
    get: async () => ({ testDatasource: grafana.test }),
  }),
}));

const appProps = (path: string): AppRootProps => ({
  path,
  basename: '/a/scrapewatch-monitoring-app',
  query: {},
  onNavChanged: () => undefined,
  meta: {
    id: 'scrapewatch-monitoring-app',
    name: 'Scrapewatch',
    type: PluginType.app,
    module: '',
    baseUrl: 'public/plugins/scrapewatch-monitoring-app',
    info: {
      author: { name: 'Scrapewatch' },
      description: '',
      links: [],
      logos: { small: '', large: '' },
      screenshots: [],
      updated: '',
      version: '',
    },
  },
});
const refusal = (status: number): FetchError => ({ status, data: { message: 'no' }, config: { url: '' } });

function signInAs(orgRole: string) {
  Object.assign(config, { bootData: { ...config.bootData, user: { ...config.bootData?.user, orgRole } } });
}

beforeEach(() => {
  grafana.fetch.mockReset();
  grafana.fetch.mockReturnValue(of({ data: {} }));
  grafana.sources = [{ uid: 'sw', name: 'Scrapewatch' }];
  vi.stubGlobal(
    'fetch',
    async (url: string) => new Response(url.endsWith('.sql') ? 'begin;' : '{"uid":"scrapewatch-overview"}')
  );
  signInAs('Editor');
});

describe('the start page', () => {
  it('says what is installed and what is missing', async () => {
    grafana.fetch.mockImplementation(({ url }: { url: string }) =>
      url.includes('dashboards') ? throwError(() => refusal(404)) : of({ data: {} })
    );
    render(<App {...appProps('/a/scrapewatch-monitoring-app')} />);
    expect(await screen.findByText('Not installed yet.')).toBeInTheDocument();
    expect(screen.getAllByText('Found')).toHaveLength(6);
    expect(screen.getByText('Scrapewatch', { selector: 'span' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'The Overview dashboard' })).toHaveAttribute(
      'href',
      '/a/scrapewatch-monitoring-app/setup'
    );
  });
});

describe('the set-up page', () => {
  const open = () => render(<App {...appProps('/a/scrapewatch-monitoring-app/setup')} />);

  it('leads through five steps and hands out the SQL', async () => {
    open();
    expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(5);
    expect(await screen.findByRole('button', { name: /Copy the SQL/ })).toBeInTheDocument();
    // Grafana's catalogue, and with it /connections/datasources/<id>, leaves nested plugins out.
    expect(screen.getByRole('link', { name: 'Add a data source' })).toHaveAttribute(
      'href',
      '/connections/datasources/new'
    );
  });

  it("shows what the data source's own check says", async () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText('All checks passed')).toBeInTheDocument();
  });

  it('says so when no data source is configured', () => {
    grafana.sources = [];
    open();
    expect(screen.getByText('No Scrapewatch data source is configured yet')).toBeInTheDocument();
  });

  it('installs the dashboard and leads to it', async () => {
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Install the Overview' }));
    expect(await screen.findByRole('link', { name: 'Open it' })).toHaveAttribute('href', '/d/scrapewatch-overview');
  });

  it('asks before it replaces a dashboard', async () => {
    grafana.fetch.mockImplementation(({ data }: { data: { overwrite: boolean } }) =>
      data.overwrite ? of({ data: {} }) : throwError(() => refusal(412))
    );
    open();
    fireEvent.click(screen.getByRole('button', { name: 'Install the Overview' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Replace it' }));
    expect(await screen.findByText('The Overview is installed')).toBeInTheDocument();
  });

  it('offers a Viewer no button that the server would refuse', () => {
    signInAs('Viewer');
    open();
    expect(screen.queryByRole('button', { name: 'Install the Overview' })).not.toBeInTheDocument();
    expect(screen.getByText('An Editor or Admin installs the dashboard')).toBeInTheDocument();
  });
});
