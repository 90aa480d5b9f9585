/** A GET or HEAD on its way to the proxy. */
export interface HttpRequest {
  method: 'GET' | 'HEAD';
  url: string;
  headers: Record<string, string>;
}

/** Any answer, whatever its status; the body is text, because only text survives every mistake of a server. */
export interface HttpResponse {
  status: number;
  header: (name: string) => string | null;
  text: string;
  /** What it answers; a fault names it. */
  request?: HttpRequest;
}

/**
 * Sends a request. Resolves for every status; rejects with the Fault `network` when there was no answer, and with an
 * `AbortError` when the signal was aborted.
 */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

/** What an aborted request rejects with. */
export function abortError(): DOMException {
  return new DOMException('The request was superseded.', 'AbortError');
}

/** True for the rejection of an aborted request. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}
