/**
 * What a Retry-After header asks for, in milliseconds from now: it holds seconds or a date (RFC 9110, section 10.2.3).
 * Undefined without a header and for one that is neither.
 */
export function retryAfterMs(header: string | null, now = Date.now()): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) {
    return Number(text) * 1000;
  }
  const date = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
