import { isFetchError } from '@grafana/runtime';

/** What to tell a user about anything that was thrown: the server's own words first. */
export function errorMessage(reason: unknown): string {
  if (isFetchError(reason)) {
    const data: unknown = reason.data;
    const has = typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string';
    return has ? String(data.message) : `${reason.status} ${reason.statusText ?? ''}`.trim();
  }
  return reason instanceof Error ? reason.message : String(reason);
}
