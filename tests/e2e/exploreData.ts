import { expect, type Page } from '@playwright/test';
import type { Row } from './workbench';

/** Explore for a data source, with one query or with what the data source begins with. */
export function exploreUrl(
  { url }: { url: string },
  uid: string,
  { query, range }: { query?: Record<string, unknown>; range: { from: number; to: number } }
): string {
  const type = 'scrapewatch-supabase-datasource';
  const pane = {
    datasource: uid,
    queries: query ? [{ refId: 'A', datasource: { type, uid }, ...query }] : [],
    range: { from: String(range.from), to: String(range.to) },
  };
  return `${url}/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify({ a: pane }))}&orgId=1`;
}

/** The rows of the open page's answer, or why there are none. */
export function exploreRows(page: Page): Promise<Row[] | string> {
  return page.evaluate(() => {
    interface Frame {
      fields: Array<{ name: string; values: ArrayLike<unknown> }>;
      length: number;
    }
    interface Data {
      state: string;
      series: Frame[];
      error?: { message?: string };
    }
    const scene = Reflect.get(window, '__grafanaSceneContext') as { state: { data?: Data } } | undefined;
    const data = scene?.state.data;
    if (data?.state !== 'Done') {
      return data?.error?.message ?? data?.state ?? 'nothing was asked';
    }
    return data.series.flatMap((frame) =>
      Array.from({ length: frame.length }, (_, row) =>
        Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[row]]))
      )
    );
  });
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);

/** Waits until Explore shows just these rows, in any order. */
export async function expectRows(page: Page, rows: Row[]): Promise<void> {
  const sorted = (list: Row[] | string) =>
    typeof list === 'string' ? list : list.map((row) => JSON.stringify(Object.entries(row).sort(byName))).sort();
  await expect.poll(async () => sorted(await exploreRows(page))).toEqual(sorted(rows));
}
