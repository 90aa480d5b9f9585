import type { BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';

/**
 * The body as asked for by `responseType`. Without one: JSON where it parses, else the text, so that an HTML error
 * page of a gateway stays readable.
 */
export async function parseBody<T>(response: Response, responseType: BackendSrvRequest['responseType']): Promise<T> {
  switch (responseType) {
    case 'arraybuffer':
      return (await response.arrayBuffer()) as T;
    case 'blob':
      return (await response.blob()) as T;
    case 'text':
      return (await response.text()) as T;
    default:
      return parseJsonOrText(await response.text()) as T;
  }
}

function parseJsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a failed exchange looks like to plugins, whether the server refused, nobody answered or it was cancelled. */
export function toFetchError(reason: unknown, config: BackendSrvRequest, cancelled: boolean): FetchError {
  if (cancelled) {
    return { status: -1, statusText: 'Request was aborted', data: null, cancelled: true, config };
  }
  if (isRefusal(reason)) {
    return { status: reason.status, statusText: reason.statusText, data: withMessage(reason), config };
  }
  const message = reason instanceof Error ? reason.message : String(reason);
  return { status: 0, statusText: message, data: { message }, message, config };
}

function isRefusal(reason: unknown): reason is FetchResponse {
  return typeof reason === 'object' && reason !== null && 'status' in reason && 'config' in reason;
}

/** Grafana gives every error body a `message`, also where the upstream sent plain text or only `error`. */
function withMessage({ data, statusText }: FetchResponse<unknown>): unknown {
  if (typeof data === 'string') {
    return { message: data.trim() || statusText, error: statusText, response: data };
  }
  if (typeof data !== 'object' || data === null) {
    return { message: statusText };
  }
  if (!('message' in data) && 'error' in data && typeof data.error === 'string') {
    return { ...data, message: data.error };
  }
  return data;
}
