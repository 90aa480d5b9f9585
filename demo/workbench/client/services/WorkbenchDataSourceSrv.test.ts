// @vitest-environment jsdom
import {
  CoreApp,
  dateTime,
  PluginType,
  type DataQueryRequest,
  type DataSourceApi,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { lastValueFrom, Observable, of, throwError, toArray } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { ownPluginMeta } from '../plugins/pluginMeta';
import { WorkbenchDataSourceSrv } from './WorkbenchDataSourceSrv';

function settings(uid: string, type: string, isDefault = false): DataSourceInstanceSettings {
  const meta = ownPluginMeta(type, type, PluginType.datasource);
  return { id: 1, uid, name: `The ${uid}`, type, isDefault, meta, access: 'proxy', readOnly: false, jsonData: {} };
}

const templateSrv = { replace: (text: string) => text.replace('${ds}', 'supa') } as TemplateSrv;

function sources(instantiate = vi.fn(async ({ uid }: DataSourceInstanceSettings) => ({ uid }) as DataSourceApi)) {
  const list = [settings('prom', 'prometheus'), settings('supa', 'scrapewatch-supabase-datasource', true)];
  return { srv: new WorkbenchDataSourceSrv({ settings: list, templateSrv, instantiate }), instantiate };
}

describe('WorkbenchDataSourceSrv', () => {
  it.each([
    ['uid', 'prom', 'prom'],
    ['name', 'The prom', 'prom'],
    ['reference', { uid: 'prom', type: 'prometheus' }, 'prom'],
    ['type alone', { type: 'prometheus' }, 'prom'],
    ['variable', { uid: '${ds}' }, 'supa'],
    ['nothing: the default', null, 'supa'],
    ['the word default', 'default', 'supa'],
  ])('finds a data source by %s', (_, reference, uid) => {
    expect(sources().srv.getInstanceSettings(reference)?.uid).toBe(uid);
  });

  it('rejects an unknown one by name', async () => {
    await expect(sources().srv.get({ uid: 'gone', type: 'x' })).rejects.toThrow(
      'Data source "gone" (type x) was not found'
    );
  });

  it('makes each instance once, and anew after a failure or a save', async () => {
    const { srv, instantiate } = sources();
    expect(await srv.get('prom')).toBe(await srv.get({ uid: 'prom' }));
    expect(instantiate).toHaveBeenCalledTimes(1);
    srv.replace({ ...settings('prom', 'prometheus'), name: 'Renamed' });
    await srv.get('prom');
    expect(instantiate).toHaveBeenLastCalledWith(expect.objectContaining({ name: 'Renamed' }));

    instantiate.mockRejectedValueOnce(new Error('module.js is broken'));
    await expect(srv.get('supa')).rejects.toThrow('module.js is broken');
    expect(await srv.get('supa')).toMatchObject({ uid: 'supa' });
  });

  it('calls the query of variables without its object, as dashboards before Scenes do', async () => {
    const variables = {
      query(this: unknown) {
        return this;
      },
    };
    const { srv } = sources(vi.fn(async () => ({ variables }) as unknown as DataSourceApi));
    await srv.get('supa');
    expect(variables.query()).toBeUndefined();
  });

  it('filters its list by type and plugin', () => {
    const { srv } = sources();
    expect(srv.getList({ type: ['prometheus'] }).map(({ uid }) => uid)).toEqual(['prom', '-- Grafana --']);
    expect(srv.getList({ pluginId: 'scrapewatch-supabase-datasource' }).map(({ uid }) => uid)).toEqual(['supa']);
    expect(srv.getList({ mixed: true }).at(-1)?.uid).toBe('-- Mixed --');
  });
});

describe('a panel with several data sources', () => {
  const range = { from: dateTime(0), to: dateTime(1), raw: { from: 'a', to: 'b' } };
  const targets = [
    { refId: 'A', datasource: { uid: 'prom' } },
    { refId: 'B', datasource: { uid: 'supa' } },
    { refId: 'C', datasource: { uid: 'prom' } },
  ];
  const request: DataQueryRequest = {
    app: CoreApp.Dashboard,
    requestId: 'r',
    timezone: 'utc',
    interval: '1s',
    intervalMs: 1000,
    scopedVars: {},
    startTime: 0,
    range,
    targets,
  };

  it('asks each source once with its own queries; one that fails leaves the others their rows', async () => {
    const query = vi.fn((asked: DataQueryRequest): Observable<{ data: string[] }> => {
      const [first] = asked.targets;
      return first?.datasource?.uid === 'supa'
        ? throwError(() => new Error('Postgres is gone'))
        : of({ data: asked.targets.map(({ refId }) => refId) });
    });
    const { srv } = sources(vi.fn(async () => ({ query }) as unknown as DataSourceApi));
    const mixed = await srv.get('-- Mixed --');
    const answers = await lastValueFrom((mixed.query(request) as Observable<unknown>).pipe(toArray()));
    expect(query).toHaveBeenCalledTimes(2);
    expect(answers).toMatchObject([
      { data: ['A', 'C'], key: 'mixed-0-' },
      { data: [], key: 'mixed-1-', error: { message: 'Postgres is gone' } },
    ]);
  });
});
