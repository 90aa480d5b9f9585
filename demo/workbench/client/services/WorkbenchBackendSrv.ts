import { AppEvents, type EventBus } from '@grafana/data';
import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { lastValueFrom, Observable, throwError } from 'rxjs';
import { toRequest } from './toRequest';
import { parseBody, toFetchError } from './fetchError';

/**
 * Grafana's way to reach its server, for plugins and pages: every answer ≥ 400 is an error shaped as
 * {@link FetchError}; unsubscribing, `abortSignal`, or a newer request with the same `requestId` aborts the request.
 */
export class WorkbenchBackendSrv implements BackendSrv {
  private readonly inFlight = new Map<string, AbortController>();

  constructor(
    private readonly events: EventBus,
    private readonly send: typeof globalThis.fetch = (...args) => globalThis.fetch(...args)
  ) {}

  fetch<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
    return new Observable<FetchResponse<T>>((subscriber) => {
      const controller = this.startRequest(options.requestId);
      const abort = () => controller.abort();
      options.abortSignal?.addEventListener('abort', abort, { once: true });
      this.exchange<T>(options, controller.signal).then(
        (response) => {
          subscriber.next(response);
          subscriber.complete();
        },
        (error: unknown) => {
          const fetchError = toFetchError(error, options, controller.signal.aborted);
          this.tellUnlessHandled(fetchError);
          subscriber.error(fetchError);
        }
      );
      return () => {
        options.abortSignal?.removeEventListener('abort', abort);
        this.endRequest(options.requestId, controller);
        controller.abort();
      };
    });
  }

  chunked(): Observable<FetchResponse<Uint8Array | undefined>> {
    return throwError(() => new Error('The workbench does not stream responses'));
  }

  async request<T = unknown>(options: BackendSrvRequest): Promise<T> {
    const { data } = await lastValueFrom(this.fetch<T>(options));
    if (options.method && options.method !== 'GET' && options.showSuccessAlert !== false) {
      const message = messageOf(data);
      if (message) {
        this.events.publish({ type: AppEvents.alertSuccess.name, payload: [message] });
      }
    }
    return data;
  }

  datasourceRequest<T = unknown>(options: BackendSrvRequest): Promise<FetchResponse<T>> {
    return lastValueFrom(this.fetch<T>(options));
  }

  get<T>(url: string, params?: Record<string, unknown>, requestId?: string, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'GET', url, params, requestId });
  }

  delete<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'DELETE', url, data });
  }

  post<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'POST', url, data });
  }

  patch<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'PATCH', url, data });
  }

  put<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'PUT', url, data });
  }

  private async exchange<T>(options: BackendSrvRequest, signal: AbortSignal): Promise<FetchResponse<T>> {
    const { url, init } = toRequest(options);
    const response = await this.send(url, { ...init, signal });
    const { status, statusText, ok, headers, redirected, type } = response;
    const data = await parseBody<T>(response, options.responseType);
    const answer = { data, status, statusText, ok, headers, redirected, type, url: response.url, config: options };
    if (!ok) {
      throw answer;
    }
    return answer;
  }

  private startRequest(requestId: string | undefined): AbortController {
    const controller = new AbortController();
    if (requestId) {
      this.inFlight.get(requestId)?.abort();
      this.inFlight.set(requestId, controller);
    }
    return controller;
  }

  private endRequest(requestId: string | undefined, controller: AbortController): void {
    if (requestId && this.inFlight.get(requestId) === controller) {
      this.inFlight.delete(requestId);
    }
  }

  /** A toast, unless the caller shows the error itself: it has one tick to set `isHandled`. Queries show theirs in the panel. */
  private tellUnlessHandled(error: FetchError): void {
    const { showErrorAlert = !error.config.url.includes('api/datasources/proxy/') } = error.config;
    if (!showErrorAlert || error.cancelled) {
      return;
    }
    setTimeout(() => {
      if (!error.isHandled) {
        const text = messageOf(error.data) ?? error.statusText ?? 'The request failed';
        this.events.publish({ type: AppEvents.alertError.name, payload: [text] });
      }
    }, 50);
  }
}

function messageOf(data: unknown): string | undefined {
  if (typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string') {
    return data.message;
  }
  return undefined;
}
