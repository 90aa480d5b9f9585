import { test as base, expect, type Locator, type Page } from '@playwright/test';
import postgres from 'postgres';
import type { StackKeys } from '../../demo/stack/keys';

/** What tests/e2e/startWorkbench.ts started. */
export interface Running {
  url: string;
  databaseUrl: string;
  /** PostgreSQL's own file with its process id on the first line, there while it runs. */
  databasePidFile: string;
  supabaseUrl: string;
  prometheusUrl?: string;
  keys: StackKeys;
}

export type Row = Record<string, unknown>;

interface Fixtures {
  running: Running;
  /** The superuser, for figures of our own and rows that a test needs. */
  sql: postgres.Sql;
  /** Console errors and failed scripts so far; every test ends by expecting none unless it clears them. */
  consoleErrors: string[];
}

export const test = base.extend<Fixtures>({
  running: async ({}, use) => {
    await use(JSON.parse(process.env.SCRAPEWATCH_E2E ?? '{}') as Running);
  },
  sql: async ({ running }, use) => {
    const sql = postgres(running.databaseUrl, { max: 2, onnotice: () => undefined });
    await use(sql);
    await sql.end();
  },
  consoleErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') {
          errors.push(message.text());
        }
      });
      page.on('pageerror', (error) => errors.push(error.message));
      await use(errors);
      expect(errors, 'errors on the console').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export const hour = 3_600_000;

/** The last 24 hours, ending on a whole minute, as a dashboard URL has them. */
export function lastDay(now = Date.now()): { from: number; to: number } {
  const to = Math.floor(now / 60_000) * 60_000;
  return { from: to - 24 * hour, to };
}

/** Opens the Overview and waits until no panel is loading. */
export async function openOverview(page: Page, running: Running, params: Record<string, string | number> = {}) {
  const search = new URLSearchParams({ refresh: '' });
  for (const [key, value] of Object.entries(params)) {
    search.set(key, String(value));
  }
  await page.goto(`${running.url}/d/scrapewatch-overview?${search}`);
  await settled(page);
}

/** The panel with that title: Grafana's own test id. */
export function panel(page: Page, title: string): Locator {
  return page.getByTestId(`data-testid Panel header ${title}`);
}

/** Waits until every panel on the page has its answer, or an error. */
export async function settled(page: Page): Promise<void> {
  await expect.poll(() => loadingPanels(page), { timeout: 60_000 }).toEqual([]);
}

export interface PanelState {
  id: number;
  state: string;
  error?: string;
  notices: string[];
  /** The rows that the panel draws, after transformations, by field name. */
  rows: Row[];
}

interface SceneLike {
  state: Record<string, unknown> & { key?: string };
}

/** Ids of the panels that have no final answer yet; `[0]` while there is no dashboard. */
async function loadingPanels(page: Page): Promise<number[]> {
  const states = await panelStates(page, false);
  return states.filter(({ state }) => state !== 'Done' && state !== 'Error').map(({ id }) => id);
}

/** What each panel of the open dashboard was given to draw, read from the page's scene. */
export function panelStates(page: Page, withRows = true): Promise<PanelState[]> {
  return page.evaluate((wantsRows) => {
    const scene: unknown = Reflect.get(window, '__grafanaSceneContext');
    const found: SceneLike[] = [];
    const seen = new Set<unknown>();
    const isScene = (value: unknown): value is SceneLike =>
      typeof value === 'object' && value !== null && 'state' in value && typeof value.state === 'object';
    const walk = (value: unknown) => {
      if (Array.isArray(value)) {
        value.forEach(walk);
      } else if (isScene(value) && !seen.has(value)) {
        seen.add(value);
        if (/^panel-\d+$/.test(value.state.key ?? '') && value.state.$data) {
          found.push(value);
        }
        ['body', 'children', 'panel'].forEach((key) => walk(value.state[key]));
      }
    };
    walk(scene);
    interface Field {
      name: string;
      values: ArrayLike<unknown>;
    }
    interface Data {
      state: string;
      errors?: Array<{ message?: string }>;
      error?: { message?: string };
      series: Array<{ fields: Field[]; length: number; meta?: { notices?: Array<{ text: string }> } }>;
    }
    if (found.length === 0) {
      return [{ id: 0, state: 'Loading', notices: [], rows: [] }];
    }
    return found.map((panel) => {
      const provider = panel.state.$data as SceneLike;
      const data = provider.state.data as Data | undefined;
      const rows = (wantsRows ? (data?.series ?? []) : []).flatMap((frame) =>
        Array.from({ length: frame.length }, (_, index) =>
          Object.fromEntries(frame.fields.map((field) => [field.name, field.values[index]]))
        )
      );
      return {
        id: Number(panel.state.key?.slice('panel-'.length)),
        state: data?.state ?? 'NotStarted',
        error: data?.error?.message ?? data?.errors?.[0]?.message,
        notices: (data?.series ?? []).flatMap((frame) => frame.meta?.notices?.map(({ text }) => text) ?? []),
        rows,
      };
    });
  }, withRows);
}

/** One panel's rows, once it has some; fails with the panel's own error when it has one. */
export async function panelRows(page: Page, id: number): Promise<Row[]> {
  let state: PanelState | undefined;
  await expect
    .poll(async () => {
      state = (await panelStates(page)).find((candidate) => candidate.id === id);
      return state?.error ?? `${state?.state}, ${state?.rows.length ? 'with' : 'without'} rows`;
    })
    .toBe('Done, with rows');
  return state?.rows ?? [];
}
