import React from 'react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { DataSource } from '../../DataSource';
import type { PresetQuery, ScrapewatchQuery } from '../../query/model';
import { tableQuery } from '../../query/tableQuery';
import { AlertOnThis } from './AlertOnThis';

const preset: PresetQuery = {
  refId: 'A',
  version: 2,
  queryType: 'preset',
  preset: 'run_stats',
  args: { systems: ['IGF'] },
};

function setUp(query: ScrapewatchQuery, prometheusUid: string | undefined = 'prom') {
  const datasource = { settings: { prometheusUid, schemas: ['scrapewatch'] } } as unknown as DataSource;
  render(<AlertOnThis query={query} datasource={datasource} />);
  return userEvent.setup();
}
const newRule = () =>
  new URL(screen.getByRole('link', { name: 'New alert rule' }).getAttribute('href') ?? '', 'http://g');

describe('AlertOnThis', () => {
  it('opens the page for a new rule with the metric of a preset, as narrow as the query', async () => {
    const user = setUp(preset);
    const promql = 'max by (system, environment, status) (scrapewatch_runs_1h{status="failed", system="IGF"})';
    expect(screen.getByLabelText('PromQL')).toHaveTextContent(promql);
    expect(newRule().searchParams.get('defaults')).toContain(JSON.stringify(promql));
    await user.click(screen.getByRole('combobox', { name: 'Alert on' }));
    await user.keyboard('Coverage{Enter}');
    expect(screen.getByLabelText('PromQL')).toHaveTextContent('scrapewatch_coverage_ratio{system="IGF"}');
  });

  it('copies the PromQL', async () => {
    // Grafana's button asks for it, jsdom has none.
    vi.stubGlobal('isSecureContext', true);
    const user = setUp(preset);
    await user.click(screen.getByRole('button', { name: 'Copy PromQL' }));
    expect(await navigator.clipboard.readText()).toMatch(/^max by/);
  });

  it('says where to choose a Prometheus when there is none, and still shows the PromQL', () => {
    const datasource = { settings: { schemas: ['scrapewatch'] } } as unknown as DataSource;
    render(<AlertOnThis query={preset} datasource={datasource} />);
    expect(screen.getByText(/choose it in this data source’s settings/)).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'New alert rule' })).not.toBeInTheDocument();
  });

  it('takes PromQL as it is, and says when it names a variable', () => {
    setUp({ refId: 'A', version: 2, queryType: 'prometheus', expr: 'up{job="$job"}' });
    expect(screen.getByText(/replace the variables/)).toBeInTheDocument();
  });

  it.each([
    ['a table', tableQuery({ table: 'orders', schema: 'public' }), 'orders_rows'],
    [
      'a preset without a metric',
      { ...preset, preset: 'high_value_pages', args: {} } as const,
      'high_value_pages_rows',
    ],
    [
      'a request',
      { refId: 'A', version: 2, queryType: 'postgrest', path: 'orders?total=gt.5', format: 'table' } as const,
      'orders_rows',
    ],
  ])('writes the SQL and the scrape job that count the rows of %s', (_, query, metric) => {
    setUp(query);
    expect(screen.getByLabelText('SQL')).toHaveTextContent(`create or replace function public.${metric}_metric`);
    expect(screen.getByLabelText('scrape job')).toHaveTextContent(`/rest/v1/rpc/${metric}_metric`);
    expect(newRule().searchParams.get('defaults')).toContain(`max(${metric})`);
  });

  it('asks for a mistake in a request to be mended first', () => {
    setUp({ refId: 'A', version: 2, queryType: 'postgrest', path: 'orders?total=5', format: 'table' });
    expect(screen.getByText(/Mend the request first/)).toBeInTheDocument();
  });
});
