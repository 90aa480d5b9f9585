import { EventBusSrv, type DataSourceInstanceSettings } from '@grafana/data';
import { setAppEvents, setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ScrapewatchOptions } from '../config/options';
import { DataSource } from '../DataSource';
import { tableQuery } from '../query/tableQuery';
import { fakeSend } from '../testing/fakeSend';

const said: string[] = [];

beforeEach(() => {
  said.length = 0;
  const events = new EventBusSrv();
  events.subscribe({ type: 'alert-warning' } as never, ({ payload }: { payload?: unknown }) => {
    said.push(String(payload));
  });
  setAppEvents(events);
  const service: Partial<TemplateSrv> = { replace: (text) => text ?? '', getVariables: () => [] };
  setTemplateSrv(service as TemplateSrv);
});

/** A server of so many clients, each with a name and a label. */
function sourceOf(rows: number) {
  const all = Array.from({ length: rows }, (_, n) => ({ name: `client-${n}`, label: `Client ${n}` }));
  const send = fakeSend(({ searchParams }) => {
    const offset = Number(searchParams.get('offset') ?? 0);
    return { body: all.slice(offset, offset + Number(searchParams.get('limit') ?? rows)) };
  });
  const jsonData = { url: 'https://p.supabase.co', rowLimit: 20 };
  return new DataSource({ uid: 'u', url: 'p', jsonData } as DataSourceInstanceSettings<ScrapewatchOptions>, send);
}

const query = {
  ...tableQuery({ table: 'clients', columns: [{ column: 'name' }, { column: 'label' }] }),
  valueField: 'name',
  textField: 'label',
};

describe('the choices of a variable', () => {
  it('say once, however often they are refreshed, that there are more than are listed', async () => {
    const source = sourceOf(21);
    expect(await source.metricFindQuery(query)).toHaveLength(20);
    expect(await source.metricFindQuery(query)).toHaveLength(20);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/name, label from clients.* has more values than are listed/);
  });

  it('say nothing when all are there', async () => {
    expect(await sourceOf(20).metricFindQuery(query)).toHaveLength(20);
    expect(said).toEqual([]);
  });
});
