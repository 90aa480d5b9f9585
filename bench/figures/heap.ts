import path from 'node:path';
import { z } from 'zod';
import type { Figure } from '../Figure.ts';
import { inBrowser } from '../inBrowser.ts';

const answer = z.object({
  before: z.number().positive(),
  after: z.number().positive(),
  refreshes: z.number(),
  requests: z.number(),
});

/** R6: what a thousand refreshes of the Overview leave in the browser's memory. */
export const heap: Figure = {
  id: 'R6',
  async measure() {
    const entry = path.join(import.meta.dirname, 'heap.browser.ts');
    const flags = ['--js-flags=--expose-gc', '--enable-precise-memory-info'];
    const { before, after, refreshes, requests } = answer.parse(await inBrowser(entry, flags));
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
    return [
      {
        what: `heap after ÷ before, ${refreshes.toLocaleString('en')} refreshes of the Overview, ${requests.toLocaleString('en')} requests`,
        value: after / before,
        goal: 1.05,
        unit: 'ratio',
        reference: `${megabytes(after)} MB against ${megabytes(before)} MB, garbage collected`,
        samples: 1,
      },
    ];
  },
};
