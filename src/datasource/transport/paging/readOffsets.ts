import type { Reading } from './Reading';

/**
 * Reads the rest page after page by position. What is added or removed meanwhile shifts the rest, so this is for requests
 * that nothing better can be done for. `start`: what the request itself passes over; `pageLength`: the page before.
 */
export async function readOffsets(reading: Reading, start: number, pageLength: number): Promise<void> {
  let before = pageLength;
  while (reading.missing > 0) {
    const asked = reading.missing;
    const { page } = await reading.fetch({ limit: asked, offset: start + reading.count });
    reading.learn(before, page.length > 0);
    reading.take(page);
    if (reading.next(page.length, asked) === 'end') {
      return;
    }
    before = page.length;
  }
}
