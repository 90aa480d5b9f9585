import { panelIds } from '../../catalog/dashboards/overview/panelIds';
import { expect, openOverview, panelStates, test } from './workbench';

const sizes = [
  { width: 1400, height: 900 },
  { width: 390, height: 844 },
];

for (const size of sizes) {
  for (const theme of ['dark', 'light'] as const) {
    test(`D8 the Overview reads at ${size.width} px, ${theme}: each panel drawn, nothing wider than the screen`, async ({
      page,
      running,
    }) => {
      await page.setViewportSize(size);
      await openOverview(page, running, { theme });
      const failing = (await panelStates(page)).filter(({ error }) => error !== undefined);
      expect(failing).toEqual([]);
      for (const id of Object.values(panelIds)) {
        const panel = page.locator(`[data-viz-panel-key="panel-${id}"]`);
        await panel.scrollIntoViewIfNeeded();
        await expect(panel, `panel ${id} has a body`).not.toBeEmpty();
        const box = await panel.boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? 0), `panel ${id} fits`).toBeLessThanOrEqual(size.width);
        await expect(panel, `panel ${id} can be drawn`).not.toContainText('cannot draw');
      }
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth
      );
      expect(overflow, 'horizontal scroll').toBeLessThanOrEqual(0);
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const brightness = Math.max(...(background.match(/\d+/g) ?? []).slice(0, 3).map(Number));
      expect(brightness > 127 ? 'light' : 'dark').toBe(theme);
    });
  }
}
