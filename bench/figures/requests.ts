import path from 'node:path';
import { z } from 'zod';
import type { Figure } from '../Figure.ts';
import { inBrowser } from '../inBrowser.ts';

const answer = z.object({
  panels: z.number(),
  targets: z.number(),
  distinct: z.number().positive(),
  refresh: z.number(),
  left: z.number(),
  superseded: z.number().positive(),
  hidden: z.number(),
});

/** P7: what the data source sends when the Overview is refreshed, superseded and hidden. */
export const requests: Figure = {
  id: 'P7',
  async measure() {
    const entry = path.join(import.meta.dirname, 'requests.browser.ts');
    const found = answer.parse(await inBrowser(entry));
    const { panels, targets, distinct, refresh, left, superseded, hidden } = found;
    return [
      {
        what: `requests ÷ distinct queries, a refresh of the Overview: ${panels} panels, ${targets} targets`,
        value: refresh / distinct,
        goal: 1,
        unit: 'ratio',
        reference: `${refresh} requests for ${distinct} distinct queries`,
        samples: 1,
      },
      {
        what: 'requests left under way by a refresh that was superseded',
        value: left,
        goal: 0,
        unit: 'count',
        reference: `of ${superseded} that it had sent`,
        samples: 1,
      },
      {
        what: 'requests of live panels while the page is hidden, 3.5 s at one poll a second',
        value: hidden,
        goal: 0,
        unit: 'count',
        reference: `${distinct} polls under way`,
        samples: 1,
      },
    ];
  },
};
