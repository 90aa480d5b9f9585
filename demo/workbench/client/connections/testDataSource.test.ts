// @vitest-environment jsdom
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import { describe, expect, it } from 'vitest';
import { readOutcome, testDataSource } from './testDataSource';

const withCheck = (testDatasource: () => Promise<unknown>) =>
  setDataSourceSrv({ get: async () => ({ testDatasource }) } as unknown as DataSourceSrv);

describe('a health check', () => {
  it.each([
    ['success', { status: 'success', message: 'Connected' }, { status: 'success', message: 'Connected' }],
    ['OK', { status: 'OK', message: 'Fine' }, { status: 'success', message: 'Fine' }],
    ['error', { status: 'error', message: 'No' }, { status: 'error', message: 'No' }],
    ['something unheard of', { status: 'perhaps', message: 'No' }, { status: 'error', message: 'No' }],
    ['nothing', undefined, { status: 'error', message: 'The health check gave no answer' }],
  ])('that answers %s', (_, answer, outcome) => {
    expect(readOutcome(answer)).toMatchObject(outcome);
  });

  it('keeps the mend that comes with a fault', () => {
    const details = { message: 'grant select on all tables', verboseMessage: 'code 42501' };
    expect(readOutcome({ status: 'error', message: 'No grant', details }).details).toBe(
      'grant select on all tables\ncode 42501'
    );
  });

  it('that throws is an error with its words', async () => {
    withCheck(() => Promise.reject(Object.assign(new Error('Wrong key'), { details: { message: 'Paste it again' } })));
    expect(await testDataSource('supa')).toEqual({ status: 'error', message: 'Wrong key', details: 'Paste it again' });
  });
});
