import type { HttpRequest, HttpResponse, Send } from '../transport/http';

export interface FakeAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** Text goes out as it is, anything else as JSON. */
  body?: unknown;
}

/** A server for tests: answers by its function, remembers what it was asked. */
export function fakeSend(answerTo: (url: URL, request: HttpRequest) => FakeAnswer): Send & { requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const send: Send = async (request) => {
    requests.push(request);
    return { ...toResponse(answerTo(new URL(request.url, 'http://grafana'), request)), request };
  };
  return Object.assign(send, { requests });
}

function toResponse({ status = 200, headers = {}, body = [] }: FakeAnswer): HttpResponse {
  return {
    status,
    header: (name) => headers[name] ?? null,
    text: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
