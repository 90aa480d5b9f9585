import { describe, expect, it } from 'vitest';
import { testDataSource } from './testDataSource';

const answering = (answer: unknown) => async () => ({ testDatasource: async () => answer });

describe('testDataSource', () => {
  it('passes on what the health check says, with its details', async () => {
    expect(await testDataSource(answering({ status: 'success', message: 'All well' }))).toEqual({
      ok: true,
      message: 'All well',
      detail: undefined,
    });
    const failed = { status: 'error', message: 'Wrong key', details: { message: 'Paste the publishable key.' } };
    expect(await testDataSource(answering(failed))).toEqual({
      ok: false,
      message: 'Wrong key',
      detail: 'Paste the publishable key.',
    });
  });

  it('reads a thrown error like an answered one', async () => {
    const throwing = async () => ({
      testDatasource: async () => {
        throw new Error('No connection');
      },
    });
    expect(await testDataSource(throwing)).toEqual({ ok: false, message: 'No connection' });
  });

  it('says so when the data source cannot be loaded, has no check, or answers nothing', async () => {
    const lost = async () => Promise.reject(new Error('Data source xyz was not found'));
    expect((await testDataSource(lost)).message).toBe('Data source xyz was not found');
    expect((await testDataSource(async () => ({}))).ok).toBe(false);
    expect((await testDataSource(answering(undefined))).ok).toBe(false);
  });
});
