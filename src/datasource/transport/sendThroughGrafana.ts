import { getBackendSrv, isFetchError, type FetchError, type FetchResponse } from '@grafana/runtime';
import { Fault } from './Fault';
import { abortError, type HttpRequest, type HttpResponse } from './http';

// Grafana would take these for its own user's, or forward them upstream in place of the route's.
const ownedByGrafana = new Set(['authorization', 'apikey', 'x-ds-authorization']);

/** Sends through Grafana's backend service, which adds the user's session; aborting cancels the browser's request. */
export function sendThroughGrafana(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abortError());
      return;
    }
    const subscription = getBackendSrv()
      .fetch<unknown>({
        method: request.method,
        url: request.url,
        headers: Object.fromEntries(
          Object.entries(request.headers).filter(([name]) => !ownedByGrafana.has(name.toLowerCase()))
        ),
        responseType: 'text',
        showErrorAlert: false,
      })
      .subscribe({
        next: (response) => resolve(toResponse(response)),
        error: (thrown: unknown) => {
          const response = toErrorResponse(thrown);
          response instanceof Error ? reject(response) : resolve(response);
        },
      });
    signal.addEventListener(
      'abort',
      () => {
        subscription.unsubscribe();
        reject(abortError());
      },
      { once: true }
    );
  });
}

function toResponse(response: FetchResponse<unknown>): HttpResponse {
  return {
    status: response.status,
    header: (name) => response.headers?.get(name) ?? null,
    text: toText(response.data),
  };
}

function toErrorResponse(thrown: unknown): HttpResponse | Error {
  if (!isFetchError(thrown)) {
    return new Fault('network');
  }
  const error: FetchError<unknown> & { headers?: Headers } = thrown;
  if (error.cancelled) {
    return abortError();
  }
  if (!error.status) {
    return new Fault('network');
  }
  return { status: error.status, header: (name) => error.headers?.get?.(name) ?? null, text: errorText(error.data) };
}

// Grafana wraps the text of an error as { message, error, response }, where `response` is the text as it came.
function errorText(data: unknown): string {
  if (typeof data === 'object' && data !== null && 'response' in data && typeof data.response === 'string') {
    return data.response;
  }
  return toText(data);
}

function toText(data: unknown): string {
  if (typeof data === 'string') {
    return data;
  }
  return data === undefined || data === null ? '' : JSON.stringify(data);
}
