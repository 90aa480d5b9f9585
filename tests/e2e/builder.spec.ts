import type { Locator, Page } from '@playwright/test';
import type postgres from 'postgres';
import { expectRows, exploreUrl } from './exploreData';
import { keyboard, mouse, type Hands } from './hands';
import { expect, lastDay, test, type Row } from './workbench';

interface Built {
  name: string;
  build: (hands: Hands, editor: Locator) => Promise<void>;
  sql: (sql: postgres.Sql, range: { from: number; to: number }) => Promise<Row[]>;
}

const byType = (hands: Hands, editor: Locator, type: string) =>
  hands.pick(editor.getByRole('radiogroup', { name: 'Query type' }), type);
const list = (editor: Locator, name: string) => editor.getByRole('combobox', { name, exact: true });
const button = (editor: Locator, name: string) => editor.getByRole('button', { name, exact: true });

const queries: Built[] = [
  {
    name: 'the scrapers in error',
    build: async (hands, editor) => {
      await byType(hands, editor, 'Table');
      await hands.choose(list(editor, 'Table'), 'scrapers');
      await hands.choose(list(editor, 'Columns'), 'scraper');
      await hands.choose(list(editor, 'Columns'), 'status');
      await hands.press(button(editor, 'Add filter'));
      await hands.choose(list(editor, 'Filter 1 column'), 'status');
      await hands.write(editor.getByLabel('Filter 1 value', { exact: true }), 'error');
    },
    sql: (sql) => sql`select scraper, status from scrapewatch.scrapers where status = 'error'`,
  },
  {
    name: 'how many runs have which status',
    build: async (hands, editor) => {
      await byType(hands, editor, 'Table');
      await hands.choose(list(editor, 'Table'), 'runs');
      await hands.choose(list(editor, 'Columns'), 'status');
      await hands.press(button(editor, 'Group'));
      await hands.press(button(editor, 'Add figure'));
    },
    sql: (sql) => sql`select status, count(*)::int as count from scrapewatch.runs group by status`,
  },
  {
    name: 'what a function says of the time range',
    build: async (hands, editor) => {
      await byType(hands, editor, 'Function');
      await hands.choose(list(editor, 'Function'), 'run_stats');
    },
    sql: (sql, { from, to }) =>
      sql`select to_jsonb(s) as row from scrapewatch.run_stats(${new Date(from)}, ${new Date(to)}) s`,
  },
];

const people: Array<{ name: string; hands: (page: Page) => Hands }> = [
  { name: 'a mouse', hands: mouse },
  { name: 'the keyboard alone', hands: keyboard },
];

for (const width of [1400, 390]) {
  for (const { name: device, hands } of people) {
    test(`three queries are built at ${width} px with ${device}, and show what PostgreSQL says`, async ({
      page,
      running,
      sql,
    }) => {
      test.slow(); // three queries, each on a page of its own
      await page.setViewportSize({ width, height: 900 });
      const range = lastDay();
      for (const { name, build, sql: ask } of queries) {
        await test.step(name, async () => {
          await page.goto(exploreUrl(running, 'scrapewatch', { range }));
          const editor = page.getByRole('region', { name: 'Query A' });
          await build(hands(page), editor);
          const rows = await ask(sql, range);
          await expectRows(
            page,
            rows.map((row) => ('row' in row ? (row.row as Row) : { ...row }))
          );
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow, 'pixels to the right of the page').toBeLessThanOrEqual(0);
        });
      }
    });
  }
}
