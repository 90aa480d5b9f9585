import { afterAll, beforeAll, expect, it } from 'vitest';
import { answer } from '../../answer';
import { startTestServer, type TestServer } from '../../testing/startTestServer';
import { examples } from './examples';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
}, 120_000);

afterAll(() => server?.stop());

const asked = Object.values(examples)
  .flat()
  .filter(({ query }) => query.queryType !== 'prometheus');

it.each(asked.map((example) => [example.title, example] as const))(
  'the example “%s” is answered by the demo’s database',
  async (_, { query }) => {
    const frames = await answer(query, server.context());
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.every(({ fields }) => fields.length > 0)).toBe(true);
  }
);
