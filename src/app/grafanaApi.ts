import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

/** What Grafana answered; `status` 0: it did not answer at all. */
export type ApiAnswer = { ok: true; body: unknown } | { ok: false; status: number; message: string };

/** The part of Grafana's HTTP API that the app's pages use. It never throws and never pops up a message. */
export interface GrafanaApi {
  get(url: string): Promise<ApiAnswer>;
  post(url: string, data: unknown): Promise<ApiAnswer>;
}

/** Grafana's own API, with the session of the user who looks. */
export const grafanaApi: GrafanaApi = {
  get: (url) => send('GET', url),
  post: (url, data) => send('POST', url, data),
};

async function send(method: string, url: string, data?: unknown): Promise<ApiAnswer> {
  try {
    const request = { method, url, data, showErrorAlert: false, showSuccessAlert: false };
    const response = await lastValueFrom(getBackendSrv().fetch<unknown>(request));
    return { ok: true, body: response.data };
  } catch (error) {
    if (!isFetchError(error)) {
      return { ok: false, status: 0, message: error instanceof Error ? error.message : String(error) };
    }
    const body: unknown = error.data;
    return {
      ok: false,
      status: error.status,
      message: messageOf(body) ?? error.statusText ?? `status ${error.status}`,
    };
  }
}

function messageOf(body: unknown): string | undefined {
  const hasMessage = typeof body === 'object' && body !== null && 'message' in body;
  return hasMessage && typeof body.message === 'string' ? body.message : undefined;
}
