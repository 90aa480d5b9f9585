import type { HttpResponse } from '../transport/http';
import type { Finding } from './Finding';

/** Tokens are refused, and the newest rows are missed, when clocks differ by more than this. */
const toleratedMs = 60_000;

/** Compares this browser's clock with the server's, by the Date of its answers (whole seconds, RFC 9110 section 6.6.1). */
export function checkClock(now: () => number = Date.now) {
  let skewMs: number | undefined;
  return {
    see: (response: HttpResponse) => {
      const date = Date.parse(response.header('Date') ?? '');
      if (!Number.isNaN(date)) {
        skewMs = date - now();
      }
    },
    findings: (): Finding[] => {
      if (skewMs === undefined) {
        return [];
      }
      if (Math.abs(skewMs) <= toleratedMs) {
        return [{ ok: true, text: 'The clocks of this browser and the server agree' }];
      }
      const seconds = Math.round(Math.abs(skewMs) / 1000);
      const text = `This browser's clock is ${seconds.toLocaleString('en')} s ${skewMs > 0 ? 'behind' : 'ahead of'} the server's, so “now” is another time for each`;
      return [{ ok: false, text, mend: 'Switch on time synchronisation on the machine whose clock is wrong.' }];
    },
  };
}
