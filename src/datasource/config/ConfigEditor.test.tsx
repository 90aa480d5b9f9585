import React, { useState } from 'react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { throwError } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { ConfigEditor } from './ConfigEditor';
import type { ScrapewatchOptions } from './options';
import type { ConfigOptions } from './withSecret';

const picker = vi.hoisted(() => ({ works: true }));
const server = vi.hoisted(() => ({ asked: [] as string[], refusal: {} as object }));

vi.mock('@grafana/runtime', () => ({
  isFetchError: () => true,
  getBackendSrv: () => ({
    fetch: ({ url }: { url: string }) => {
      server.asked.push(url);
      return throwError(() => server.refusal);
    },
  }),
  DataSourcePicker: ({ pluginId }: { pluginId?: string }) => {
    if (!picker.works) {
      throw new Error('no data source service');
    }
    return <input aria-label="Prometheus" data-plugin={pluginId} />;
  },
}));

const secret = 'sb_secret_0123456789';

function setUp(jsonData: ScrapewatchOptions = {}, change: Partial<ConfigOptions> = {}) {
  const onChange = vi.fn<(options: ConfigOptions) => void>();
  function Page() {
    const [options, setOptions] = useState({ uid: 'mine', jsonData, secureJsonFields: {}, ...change } as ConfigOptions);
    return (
      <ConfigEditor
        options={options}
        onOptionsChange={(changed) => {
          onChange(changed);
          setOptions(changed);
        }}
      />
    );
  }
  render(<Page />);
  return { user: userEvent.setup(), saved: () => onChange.mock.lastCall?.[0] };
}

describe('ConfigEditor', () => {
  it('takes the path off a pasted REST address', async () => {
    const { user, saved } = setUp();
    await user.click(screen.getByLabelText(/^URL/));
    await user.paste('https://p.supabase.co/rest/v1/');
    await user.tab();
    expect(saved()?.jsonData.url).toBe('https://p.supabase.co');
  });

  it("says when the address is the dashboard's", async () => {
    const { user } = setUp();
    await user.click(screen.getByLabelText(/^URL/));
    await user.paste('https://supabase.com/dashboard/project/x');
    expect(screen.getByText(/address of the Supabase dashboard/)).toBeInTheDocument();
  });

  it("makes the project's address of the dashboard's, and says so", async () => {
    const { user, saved } = setUp();
    await user.click(screen.getByLabelText(/^URL/));
    await user.paste('https://supabase.com/dashboard/project/abcdefghijklmnopqrst/editor');
    await user.tab();
    expect(saved()?.jsonData.url).toBe('https://abcdefghijklmnopqrst.supabase.co');
    expect(screen.getByText(/That was the dashboard's address/)).toBeInTheDocument();
  });

  it("never puts a database's password among the open settings", async () => {
    const { user, saved } = setUp();
    await user.click(screen.getByLabelText(/^URL/));
    await user.paste('postgresql://postgres:hunter2@db.abcdefghijklmnopqrst.supabase.co:5432/postgres');
    expect(saved()?.jsonData.url).toBe('https://abcdefghijklmnopqrst.supabase.co');
    expect(document.body.innerHTML).not.toContain('hunter2');
  });

  it('keeps of a token its role, expiry and project openly, and nothing else', async () => {
    const part = (claims: object) => btoa(JSON.stringify(claims)).replace(/=+$/, '');
    const token = `${part({ alg: 'HS256' })}.${part({ role: 'reporter', exp: 1_900_000_000, ref: 'q', email: 'a@b.c' })}.${'s'.repeat(43)}`;
    const { user, saved } = setUp({ url: 'https://p.supabase.co' });
    await user.click(screen.getByLabelText('Reader token'));
    await user.paste(`Bearer ${token}\n`);
    expect(saved()?.secureJsonData?.readerToken).toBe(token);
    expect(saved()?.jsonData).toEqual({
      url: 'https://p.supabase.co',
      readerRole: 'reporter',
      readerTokenExpiresAt: '2030-03-17T17:46:40.000Z',
      project: 'q',
    });
    expect(screen.getByText(/of project q, and the URL is of project p/)).toBeInTheDocument();
  });

  it('asks the server which schemas it exposes, and chooses them', async () => {
    const body = {
      code: 'PGRST106',
      message: 'Invalid schema: x',
      hint: 'Only the following schemas are exposed: public, graphql_public, shop',
    };
    server.asked = [];
    server.refusal = { status: 406, data: body, config: {} };
    const { user, saved } = setUp({ url: 'https://p.supabase.co' });
    await user.click(screen.getByRole('button', { name: 'Find schemas' }));
    expect(await screen.findByText(/Found public, shop/)).toBeInTheDocument();
    expect(saved()?.jsonData.schemas).toEqual(['public', 'shop']);
    expect(server.asked[0]).toMatch(/^\/api\/datasources\/proxy\/uid\/mine\/read\//);
  });

  it('says why the server could not be asked, and asks nothing with what is not saved yet', async () => {
    server.asked = [];
    server.refusal = { status: 502, data: '', config: {} };
    const { user } = setUp();
    const find = () => screen.getByRole('button', { name: 'Find schemas' });
    await user.click(find());
    expect(await screen.findByText(/could not reach the server/)).toBeInTheDocument();
    await user.click(screen.getByLabelText('Publishable key'));
    await user.paste('sb_publishable_x');
    await user.click(find());
    expect(server.asked).toHaveLength(1);
  });

  it('stores a key only as a secret, and what its form tells openly', async () => {
    const { user, saved } = setUp();
    await user.click(screen.getByLabelText('Publishable key'));
    await user.paste(secret);
    expect(saved()?.secureJsonData?.apiKey).toBe(secret);
    expect(JSON.stringify(saved()?.jsonData)).not.toContain(secret);
    expect(saved()?.jsonData.apiKeyForm).toBe('secret');
    expect(screen.getByText(/opens every path of the project/)).toBeInTheDocument();
  });

  it('with one key, uses it as key and as token', async () => {
    const { user, saved } = setUp({ authMode: 'key' });
    expect(screen.queryByLabelText('Reader token')).not.toBeInTheDocument();
    await user.click(screen.getByLabelText('Key'));
    await user.paste('sb_publishable_x');
    expect(saved()?.secureJsonData).toEqual({ apiKey: 'sb_publishable_x', readerToken: 'sb_publishable_x' });
  });

  it('never shows a stored key, and forgets it on reset', async () => {
    const { user, saved } = setUp({}, { secureJsonFields: { apiKey: true, readerToken: true } });
    expect(screen.getByLabelText('Reader token')).toBeDisabled();
    await user.click(screen.getAllByRole('button', { name: /reset/i })[1]);
    expect(saved()?.secureJsonFields).toEqual({ apiKey: true, readerToken: false });
  });

  it('takes numbers, and their absence for the default', async () => {
    const { user, saved } = setUp();
    await user.type(screen.getByLabelText(/^Row limit/), '2000');
    expect(saved()?.jsonData.rowLimit).toBe(2000);
    await user.clear(screen.getByLabelText(/^Row limit/));
    expect(saved()?.jsonData.rowLimit).toBeUndefined();
  });

  it('offers Prometheus sources alone', () => {
    setUp();
    expect(screen.getByLabelText('Prometheus')).toHaveAttribute('data-plugin', 'prometheus');
  });

  it("offers the uid as text where Grafana's data source picker does not work", async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    picker.works = false;
    const { user, saved } = setUp();
    await user.type(screen.getByLabelText('Prometheus uid'), 'prom');
    expect(saved()?.jsonData.prometheusUid).toBe('prom');
    errors.mockRestore();
  });

  it('keeps a publishable key for Realtime, openly', async () => {
    const { user, saved } = setUp();
    const key = `sb_publishable_${'a'.repeat(31)}`;
    await user.type(screen.getByLabelText(/^Realtime key/), key);
    expect(saved()?.jsonData.realtimeKey).toBe(key);
    expect(screen.queryByText(/not kept here/)).toBeNull();
    await user.clear(screen.getByLabelText(/^Realtime key/));
    expect(saved()?.jsonData.realtimeKey).toBeUndefined();
  });

  it('keeps no other key where every Viewer could read it, and says so', async () => {
    const { user, saved } = setUp();
    await user.click(screen.getByLabelText(/^Realtime key/));
    await user.paste(secret);
    expect(screen.getByText(/a secret key is not kept here/)).toBeVisible();
    expect(JSON.stringify(saved())).not.toContain('0123456789');
  });
});
