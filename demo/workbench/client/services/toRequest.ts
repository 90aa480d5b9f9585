import type { BackendSrvRequest } from '@grafana/runtime';

/** The address and `fetch` options of a request; addresses without a scheme belong to the workbench's own server. */
export function toRequest(options: BackendSrvRequest): { url: string; init: RequestInit } {
  const { url, method = 'GET', data, params, headers, credentials } = options;
  const body = toBody(data);
  return {
    url: withParams(/^https?:\/\//.test(url) ? url : `/${url.replace(/^\/+/, '')}`, params),
    init: {
      method,
      headers: { accept: 'application/json, text/plain, */*', ...contentType(body), ...headers },
      credentials,
      ...(body === undefined || method === 'GET' || method === 'HEAD' ? {} : { body }),
    },
  };
}

function toBody(data: unknown): BodyInit | undefined {
  if (data === undefined || data === null) {
    return undefined;
  }
  if (typeof data === 'string' || data instanceof FormData || data instanceof Blob || data instanceof URLSearchParams) {
    return data;
  }
  return JSON.stringify(data);
}

/** FormData, Blob and URLSearchParams tell the browser their own type. */
function contentType(body: BodyInit | undefined): Record<string, string> {
  return typeof body === 'string' ? { 'content-type': 'application/json' } : {};
}

function withParams(url: string, params: Record<string, unknown> = {}): string {
  const pairs = Object.entries(params).flatMap(([key, value]) =>
    [value]
      .flat()
      .filter((item) => item !== undefined && item !== null && item !== '')
      .map((item) => `${encodeURIComponent(key)}=${encodeURIComponent(String(item))}`)
  );
  if (pairs.length === 0) {
    return url;
  }
  return `${url}${url.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}
