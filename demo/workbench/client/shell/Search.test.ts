// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { matching } from './Search';
import { navPages } from './useAppPages';
import { isKiosk } from './useKiosk';

describe('search over dashboards', () => {
  const overview = { uid: 'o', title: 'Overview', url: '/d/o', tags: ['scrapewatch'] };
  const costs = { uid: 'c', title: 'Costs', url: '/d/c', tags: ['money'] };

  it.each([
    ['', [overview, costs]],
    ['OVER', [overview]],
    ['money', [costs]],
    ['nothing', []],
  ])('"%s"', (text, found) => {
    expect(matching([overview, costs], text)).toEqual(found);
  });
});

describe('kiosk mode', () => {
  it.each([
    ['?kiosk', true],
    ['?kiosk=1', true],
    ['?kiosk=true', true],
    ['?kiosk=false', false],
    ['?x=1', false],
  ])('%s: %s', (search, isOn) => {
    expect(isKiosk(search)).toBe(isOn);
  });
});

describe("the app's pages in the menu", () => {
  const includes = [
    { type: 'page', name: 'Start', path: '/a/app', role: 'Viewer', addToNav: true },
    { type: 'page', name: 'Set-up', path: '/a/app/setup', role: 'Editor', addToNav: true },
    { type: 'page', name: 'Hidden', path: '/a/app/hidden' },
    { type: 'panel', name: 'Queue chart', path: 'panels/x/plugin.json' },
  ];

  it('are those that the role may open', () => {
    expect(navPages({ includes }, 'Viewer').map(({ text }) => text)).toEqual(['Start']);
    expect(navPages({ includes }, 'Admin')).toEqual([
      { text: 'Start', url: '/a/app' },
      { text: 'Set-up', url: '/a/app/setup' },
    ]);
  });
});
