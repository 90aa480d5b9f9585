import React from 'react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { ScrapewatchQuery } from '../../query/model';
import { tableQuery } from '../../query/tableQuery';
import { PreviewTabs } from './PreviewTabs';

vi.stubGlobal('isSecureContext', true);

const range = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) };
const failed = tableQuery({
  table: 'runs',
  columns: [{ column: 'status' }],
  filters: [{ column: 'client', operator: 'eq', value: '$client' }],
  timeColumn: 'queued_at',
});

function setUp(query: ScrapewatchQuery, onEditAsRaw?: () => void) {
  render(
    <PreviewTabs
      query={query}
      schemas={['public']}
      range={range}
      projectUrl="https://p.supabase.co"
      replaceVariables={(written) => JSON.parse(JSON.stringify(written).replaceAll('$client', 'acme & co'))}
      onEditAsRaw={onEditAsRaw}
    />
  );
  return userEvent.setup();
}

describe('PreviewTabs', () => {
  it('show the request with the variables’ values and the times, and copy an address that runs', async () => {
    const user = setUp(failed);
    expect(screen.getByLabelText('Request')).toHaveTextContent('client=eq.acme & co');
    expect(screen.getByLabelText('Request')).toHaveTextContent('queued_at=gte.2026-01-01T00:00:00.000Z');
    await user.click(screen.getByRole('button', { name: 'Copy PostgREST URL' }));
    const copied = new URL(await navigator.clipboard.readText());
    expect(copied.origin + copied.pathname).toBe('https://p.supabase.co/rest/v1/runs');
    expect(copied.searchParams.get('client')).toBe('eq.acme & co');
  });

  it('are walked through with the arrow keys', async () => {
    const user = setUp(failed);
    await user.tab();
    expect(screen.getByRole('tab', { name: 'PostgREST URL' })).toHaveFocus();
    await user.keyboard('{ArrowRight}');
    expect(screen.getByRole('tab', { name: 'supabase-js' })).toHaveFocus();
    expect(screen.getByLabelText('supabase-js call')).toHaveTextContent(/from\('runs'\)/);
    await user.keyboard('{ArrowRight}');
    expect(screen.getByLabelText('SQL statement')).toHaveTextContent(
      /from "public"."runs" where "client" = 'acme & co'/
    );
    await user.keyboard('{Home}');
    expect(screen.getByRole('tab', { name: 'PostgREST URL', selected: true })).toHaveFocus();
  });

  it('say why a query cannot be asked', () => {
    setUp(tableQuery({ table: '' }));
    expect(screen.getByLabelText('Request')).toHaveTextContent(/not complete/);
  });

  it('show a request written by hand in the other languages too', async () => {
    const raw = {
      refId: 'A',
      version: 2,
      queryType: 'postgrest',
      path: 'runs?select=id&status=eq.failed',
      format: 'table',
    } as const;
    const user = setUp(raw);
    await user.click(screen.getByRole('tab', { name: 'supabase-js' }));
    expect(screen.getByLabelText('supabase-js call')).toHaveTextContent(/eq\('status', 'failed'\)/);
  });

  it('show nothing for PromQL, which is shown as it is written', () => {
    setUp({ refId: 'A', version: 2, queryType: 'prometheus', expr: 'up' });
    expect(screen.queryByRole('tablist')).not.toBeInTheDocument();
  });

  it('lead on to a request written by hand', async () => {
    const onEditAsRaw = vi.fn();
    const user = setUp(failed, onEditAsRaw);
    await user.click(screen.getByRole('button', { name: 'Edit as raw' }));
    expect(onEditAsRaw).toHaveBeenCalled();
  });
});
