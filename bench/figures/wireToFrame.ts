import path from 'node:path';
import { z } from 'zod';
import type { Figure } from '../Figure.ts';
import { inBrowser } from '../inBrowser.ts';

const answer = z.object({
  known: z.number(),
  inferred: z.number(),
  samples: z.number(),
  rows: z.number(),
  megabytes: z.number(),
});

/** P1: from the text of an answer to a data frame, relative to reading the same text with JSON.parse alone. */
export const wireToFrame: Figure = {
  id: 'P1',
  async measure() {
    const entry = path.join(import.meta.dirname, 'wireToFrame.browser.ts');
    const { known, inferred, samples, rows, megabytes } = answer.parse(
      await inBrowser(entry, ['--js-flags=--expose-gc'])
    );
    const measured = (types: string, value: number) => ({
      what: `wire → data frame, ${rows.toLocaleString('en')} rows × 12 columns, column types ${types}`,
      value,
      goal: 1.25,
      unit: 'ratio' as const,
      reference: `JSON.parse of the same ${megabytes.toFixed(0)} MB in the same browser`,
      samples,
    });
    return [measured('known', known), measured('inferred', inferred)];
  },
};
