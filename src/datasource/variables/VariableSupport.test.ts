import { CoreApp, dateTime, type DataQueryRequest, type DataSourceInstanceSettings } from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { ScrapewatchOptions } from '../config/options';
import { DataSource } from '../DataSource';
import type { VariableQuery } from '../query/model';
import { tableQuery } from '../query/tableQuery';
import { VariableSupport } from './VariableSupport';

const instance = {
  uid: 'supa',
  url: '/api/datasources/proxy/uid/supa',
  jsonData: { url: 'https://project.supabase.co' },
} as unknown as DataSourceInstanceSettings<ScrapewatchOptions>;

const query: VariableQuery = tableQuery({ refId: 'system', table: 'scrapers', columns: [{ column: 'system' }] });

const request: DataQueryRequest<VariableQuery> = {
  app: CoreApp.Dashboard,
  requestId: 'r',
  timezone: 'utc',
  interval: '1s',
  intervalMs: 1000,
  scopedVars: {},
  startTime: 0,
  range: { from: dateTime(0), to: dateTime(1), raw: { from: 'a', to: 'b' } },
  targets: [query],
};

describe('VariableSupport', () => {
  it('answers when Grafana calls its query alone, without the object it belongs to', async () => {
    const dataSource = new DataSource(instance);
    dataSource.metricFindQuery = async () => [{ text: 'IGF', value: 'IGF' }];
    const { query: alone } = new VariableSupport(dataSource);
    const answer = await lastValueFrom(alone(request));
    expect(answer.data).toMatchObject([
      {
        fields: [
          { name: 'text', values: ['IGF'] },
          { name: 'value', values: ['IGF'] },
        ],
      },
    ]);
  });
});
