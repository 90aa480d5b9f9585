import { expect, type Locator, type Page } from '@playwright/test';

/** Somebody who works with one kind of device; text is typed by everybody. */
export interface Hands {
  press(button: Locator): Promise<void>;
  /** Chooses an entry of a list by its name. */
  choose(list: Locator, name: string): Promise<void>;
  /** Chooses a radio button by its name. */
  pick(group: Locator, name: string): Promise<void>;
  write(field: Locator, text: string): Promise<void>;
}

export function mouse(page: Page): Hands {
  /** A list of several entries stays open until something else is clicked: here the first free spot of the page. */
  const closeLists = async () => {
    const open = page.getByRole('listbox');
    if ((await open.count()) === 0) {
      return;
    }
    const box = await open.first().boundingBox();
    const { width, height } = page.viewportSize() ?? { width: 1400, height: 900 };
    const isAbove = box !== null && box.y > height - box.y - box.height;
    await page.mouse.click(width / 2, isAbove ? 2 : height - 2);
    await expect(open).toHaveCount(0);
  };
  return {
    async press(button) {
      await closeLists();
      await answered(page);
      await steady(button);
      await button.click();
    },
    async choose(list, name) {
      await answered(page);
      if ((await list.getAttribute('aria-expanded')) !== 'true') {
        await closeLists();
        await list.click();
      }
      await option(page, name).click();
    },
    async pick(group, name) {
      await closeLists();
      await group.getByRole('radio', { name, exact: true }).click();
    },
    async write(field, text) {
      await closeLists();
      await field.click();
      await page.keyboard.type(text);
      // Leaving the field saves it.
      await page.getByRole('heading').first().click();
    },
  };
}

/** No click anywhere: Tab and Shift + Tab to get there, Enter, Space and arrows to act. */
export function keyboard(page: Page): Hands {
  return {
    async press(button) {
      await tabTo(page, button);
      await page.keyboard.press('Enter');
    },
    async choose(list, name) {
      await tabTo(page, list);
      await page.keyboard.type(name);
      await expect(option(page, name).first()).toBeVisible();
      await page.keyboard.press('Enter');
    },
    async pick(group, name) {
      await tabTo(page, group.getByRole('radio', { checked: true }));
      const wanted = group.getByRole('radio', { name, exact: true });
      for (let step = 0; step < 10 && !(await wanted.isChecked()); step++) {
        await page.keyboard.press('ArrowRight');
      }
      await expect(wanted).toBeChecked();
    },
    async write(field, text) {
      await tabTo(page, field);
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
  };
}

/** What moves when an answer comes would be missed by a click that was aimed before. */
async function answered(page: Page): Promise<void> {
  await expect(page.locator('[data-testid="explore-result"][data-state="Loading"]')).toHaveCount(0);
}

/** Waits until something stands still long enough for a hand. */
async function steady(target: Locator): Promise<void> {
  let before = '';
  await expect
    .poll(
      async () => {
        const last = before;
        before = JSON.stringify(await target.boundingBox());
        return before === last;
      },
      { intervals: [300] }
    )
    .toBe(true);
}

function option(page: Page, name: string): Locator {
  return page.getByRole('option').filter({ has: page.getByText(name, { exact: true }) });
}

/** Moves the focus step by step, forwards or backwards; fails when what is wanted cannot be reached so. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < 150; step++) {
    const where = await target.evaluate((element) => {
      const active = document.activeElement ?? document.body;
      if (active === element) {
        return 'here';
      }
      return active.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? 'before' : 'after';
    });
    if (where === 'here') {
      return;
    }
    await page.keyboard.press(where === 'before' ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`the keyboard does not get to ${String(target)}`);
}
