import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultCases } from '../../src/datasource/testing/faultCases';
import { Fault } from '../../src/datasource/transport/Fault';
import { faults, type FaultCode } from '../../src/datasource/transport/faults';

const page = readFileSync(path.resolve('docs/troubleshoot.md'), 'utf8');

/** As GitHub makes them. */
const anchors = new Set([...page.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title.toLowerCase().replace(/ /g, '-')));

describe('docs/troubleshoot.md', () => {
  it.each(Object.keys(faults) as FaultCode[])(
    'has message, causes and mend of %s under an anchor of its own',
    (code) => {
      const { what, mend, causes } = new Fault(code);
      const section = page.split(`\n### ${code}\n`)[1]?.split('\n##')[0] ?? '';
      expect(anchors).toContain(code);
      [what, mend, ...causes].forEach((text) => expect(section).toContain(text));
    }
  );

  it('says of everything that a test breaks what a panel shows then', () => {
    Object.values(faultCases).forEach(({ what }) => expect(page).toContain(`| ${what} |`));
  });

  it('has no link that leads nowhere', () => {
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  });

  it('shows no placeholder that a reader could not fill', () => {
    expect(page).not.toMatch(/undefined|\[object|NaN/);
  });
});
