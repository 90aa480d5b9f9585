import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { expect } from 'vitest';
import type { ScrapewatchQuery } from '../query/model';
import { parseQuery } from '../query/parseQuery';

/** The control that the keyboard reaches by Tab alone; fails when it never does. */
export async function tabTo(user: UserEvent, name: string): Promise<HTMLElement> {
  const wanted = screen.getByLabelText(name, { selector: 'input, button' });
  for (let presses = 0; presses < 200 && document.activeElement !== wanted; presses += 1) {
    await user.tab();
  }
  expect(wanted).toHaveFocus();
  return wanted;
}

/** Chooses, or types, in a select by the keyboard alone. */
export async function chooseByKeyboard(user: UserEvent, name: string, text: string): Promise<void> {
  await tabTo(user, name);
  await user.keyboard(`${text}{Enter}`);
}

/** Chooses an option with the mouse. */
export async function chooseByMouse(user: UserEvent, name: string, option: string): Promise<void> {
  await user.click(screen.getByLabelText(name, { selector: 'input' }));
  await user.click(await screen.findByText(option, { selector: '[role="option"] *, [role="option"]' }));
}

/** What a dashboard reads of what was saved; fails when it cannot. */
export function reread(saved: ScrapewatchQuery | undefined): ScrapewatchQuery {
  const parsed = parseQuery(JSON.parse(JSON.stringify(saved)));
  if (!parsed.ok) {
    throw parsed.fault;
  }
  return JSON.parse(JSON.stringify(parsed.query)) as ScrapewatchQuery;
}
