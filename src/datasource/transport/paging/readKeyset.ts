import type { FetchedPage } from '../fetchPage';
import type { PagePlan } from './PagePlan';
import { filtersAt, stepAfter } from './Position';
import { readOffsets } from './readOffsets';
import type { Reading } from './Reading';

/**
 * Reads the rest page after page, each from where the one before ended. `first` is a page that is not the last one, and not
 * yet taken.
 */
export async function readKeyset(reading: Reading, plan: PagePlan, first: FetchedPage): Promise<void> {
  let fetched = first;
  let step = stepAfter(plan, first);
  while (step) {
    const { position, again } = step;
    const { length } = fetched.page;
    reading.take(step.page);
    reading.isUnsteady ||= step.isUnsteady;
    if (reading.missing === 0) {
      return;
    }
    const asked = reading.missing;
    fetched = await reading.fetch({ limit: asked, offset: position.offset, filters: filtersAt(plan, position) });
    reading.learn(length, fetched.page.length > again);
    if (reading.next(fetched.page.length, asked) === 'end' || fetched.page.length >= asked) {
      reading.take(fetched.page);
      return;
    }
    step = stepAfter(plan, fetched, position);
  }
  const { length } = fetched.page;
  reading.take(fetched.page);
  reading.isUnsteady = true;
  await readOffsets(reading, 0, length);
}
