import { describe, expect, it } from 'vitest';
import { parseOptions } from '../config/options';
import { fakeSend, type FakeAnswer } from '../testing/fakeSend';
import { Discovery } from './Discovery';

const openApi = {
  swagger: '2.0',
  definitions: {
    orders: {
      description: 'What was bought',
      properties: { id: { format: 'bigint', type: 'integer' }, paid: { type: 'boolean' } },
    },
  },
  paths: {
    '/orders': { get: {} },
    '/rpc/total': {
      get: {
        parameters: [
          { name: 'since', in: 'query', format: 'timestamp with time zone', required: true },
          { name: 'shops', in: 'query', type: 'array', format: 'text[]' },
        ],
      },
    },
  },
};

function setUp(describeAnswer: FakeAnswer, rootAnswer: FakeAnswer) {
  const send = fakeSend(({ pathname }) => (pathname.endsWith('/rpc/describe') ? describeAnswer : rootAnswer));
  const settings = parseOptions({ url: 'https://p', schemas: ['public'] });
  return { send, discovery: new Discovery({ baseUrl: 'p', settings, send, cap: { atLeast: 0, whole: false } }) };
}

const missing = { status: 404, body: { code: 'PGRST202', message: 'no such function' } };

describe('Discovery', () => {
  it('reads the OpenAPI root where describe() is not installed', async () => {
    const { discovery } = setUp(missing, { body: openApi });
    expect(await discovery.load()).toEqual({
      tables: [
        {
          schema: 'public',
          name: 'orders',
          comment: 'What was bought',
          columns: [
            { name: 'id', type: 'bigint', comment: undefined },
            { name: 'paid', type: 'boolean', comment: undefined },
          ],
        },
      ],
      functions: [
        {
          schema: 'public',
          name: 'total',
          comment: undefined,
          args: [
            { name: 'since', type: 'timestamp with time zone', optional: false },
            { name: 'shops', type: 'text[]', optional: true },
          ],
        },
      ],
    });
    expect(discovery.knownColumns('public', 'orders')).toHaveLength(2);
  });

  it('finds nothing, with the reason, when both are refused, as with new keys', async () => {
    const { discovery } = setUp(missing, { status: 403, body: { message: 'forbidden' } });
    const found = await discovery.load();
    expect(found).toMatchObject({ tables: [], functions: [] });
    expect(found.problem?.code).toBe('unknown-function');
  });

  it('asks once, however many editors are open, and again on refresh', async () => {
    const { discovery, send } = setUp({ body: [] }, { body: {} });
    await Promise.all([discovery.load(), discovery.load()]);
    expect(send.requests).toHaveLength(1);
    await discovery.refresh();
    expect(send.requests).toHaveLength(2);
  });
});
