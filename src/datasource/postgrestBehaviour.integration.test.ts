import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostgrestCase } from './testing/PostgrestCase';
import { operatorCases, selectCases } from './testing/postgrestCases';
import { aggregateCases, embedCases, errorCases, functionCases } from './testing/postgrestEmbedCases';
import { startForeignDatabase, type ForeignDatabase } from './testing/startForeignDatabase';

let db: ForeignDatabase;
beforeAll(async () => {
  db = await startForeignDatabase();
}, 120_000);
afterAll(() => db?.stop());

async function answerTo({ ask, headers = {} }: PostgrestCase) {
  const [path, query = ''] = ask.split(/\?(.*)/s);
  const pairs = query.split('&').filter(Boolean);
  const encoded = pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2).map(encodeURIComponent).join('='));
  const url = `proxy/read/${path}${encoded.length > 0 ? `?${encoded.join('&')}` : ''}`;
  const request = { method: 'GET' as const, url, headers: { 'Accept-Profile': 'shop', ...headers } };
  const response = await db.send()(request, new AbortController().signal);
  const body: unknown = response.text === '' ? undefined : JSON.parse(exactly(response.text));
  return { status: response.status, body, contentRange: response.header('content-range') };
}

/** Numbers that a double cannot hold as texts. */
function exactly(text: string): string {
  return text.replace(/(?<=[:[,])\d{16,}/g, '"$&"');
}

async function check(each: PostgrestCase): Promise<void> {
  const { status, body, contentRange } = await answerTo(each);
  const error = each.code === undefined ? {} : Object(body);
  expect({
    status,
    ...(each.code === undefined ? { body } : { code: error.code }),
    ...(each.contentRange === undefined ? {} : { contentRange }),
  }).toEqual({
    status: each.status ?? 200,
    ...(each.code === undefined ? { body: each.body } : { code: each.code }),
    ...(each.contentRange === undefined ? {} : { contentRange: each.contentRange }),
  });
  if (each.tells) {
    expect(JSON.stringify([error.hint, error.details])).toMatch(each.tells);
  }
}

describe.each([
  ['filters', operatorCases],
  ['selections, orders and ranges', selectCases],
  ['embeds', embedCases],
  ['aggregates', aggregateCases],
  ['functions', functionCases],
  ['errors', errorCases],
])("PostgREST's documented %s", (_, cases) => {
  it.each(cases.filter((each) => each.lite === undefined).map((each) => [titleOf(each), each] as const))(
    '%s',
    (_title, each) => check(each)
  );
});

const different = [...operatorCases, ...selectCases, ...embedCases, ...functionCases].filter((each) => each.lite);

describe('what Supabase Lite does otherwise', () => {
  it.each(different.map((each) => [titleOf(each), each] as const))('%s is still different', async (_title, each) => {
    await expect(check(each)).rejects.toThrow();
  });

  it('stands in the decision, each request with what happens to it', () => {
    const page = readFileSync(new URL('../../docs/decisions/0013-postgrest-differences.md', import.meta.url), 'utf8');
    for (const { ask, lite = '' } of different) {
      expect(page).toContain(`\`${ask}\` | ${lite}`);
    }
  });
});

function titleOf({ ask, headers }: PostgrestCase): string {
  return headers ? `${ask} ${JSON.stringify(headers)}` : ask;
}
