import { getBackendSrv, isFetchError, type BackendSrv } from '@grafana/runtime';
import { PrometheusDriver, type QueryResult } from 'prometheus-query';
import { firstValueFrom, fromEvent, merge, mergeMap, throwError } from 'rxjs';

type Interceptor = NonNullable<ConstructorParameters<typeof PrometheusDriver>[0]['requestInterceptor']>;
type RequestConfig = Parameters<Interceptor['onFulfilled']>[0];
type Adapter = Extract<NonNullable<RequestConfig['adapter']>, (...args: never) => unknown>;

export interface RangeRequest {
  expr: string;
  /** Milliseconds since 1970. */
  start: number;
  end: number;
  /** Seconds. */
  step: number;
}

/**
 * Prometheus' HTTP API by way of the library prometheus-query. The library sends through axios, knows no cancelling, reads
 * "+Inf" as not-a-number and replaces a gateway's answer by "unexpected client error"; so the requests themselves go
 * through Grafana's backend service, which has an answer to each.
 * @see https://prometheus.io/docs/prometheus/latest/querying/api/
 */
export class PrometheusClient {
  /** @param url address of the data source's proxy */
  constructor(
    private readonly url: string,
    private readonly backend: () => Pick<BackendSrv, 'fetch'> = getBackendSrv
  ) {}

  rangeQuery({ expr, start, end, step }: RangeRequest, signal?: AbortSignal): Promise<QueryResult> {
    return this.ask(signal, (driver) => driver.rangeQuery(expr, start, end, step));
  }

  instantQuery(expr: string, time: number, signal?: AbortSignal): Promise<QueryResult> {
    return this.ask(signal, (driver) => driver.instantQuery(expr, time));
  }

  labelValues(label: string, selector: string | undefined, start: number, end: number): Promise<string[]> {
    return this.ask(undefined, (driver) => driver.labelValues(label, selector, start, end));
  }

  labelNames(selector: string | undefined, start: number, end: number): Promise<string[]> {
    return this.ask(undefined, (driver) => driver.labelNames(selector, start, end));
  }

  private async ask<T>(
    signal: AbortSignal | undefined,
    question: (driver: PrometheusDriver) => Promise<T>
  ): Promise<T> {
    const adapter = this.adapter(signal);
    const driver = new PrometheusDriver({
      endpoint: this.url,
      baseURL: '/api/v1/',
      requestInterceptor: { onFulfilled: (config) => ({ ...config, adapter }) },
    });
    try {
      return await question(driver);
    } catch (error) {
      throw new Error(messageOf(error));
    }
  }

  private adapter(signal: AbortSignal | undefined): Adapter {
    return async (config) => {
      const query = String(config.params ?? '');
      const answers = this.backend().fetch<string>({
        url: `${config.baseURL ?? ''}${config.url ?? ''}${query ? `?${query}` : ''}`,
        method: config.method?.toUpperCase(),
        responseType: 'text',
        showErrorAlert: false,
      });
      const aborted = signal ? aborts(signal) : [];
      const { data, status, statusText } = await firstValueFrom(merge(answers, ...[aborted].flat())).catch(explain);
      return { data: withInfinity(data), status, statusText, headers: {}, config };
    };
  }
}

function aborts(signal: AbortSignal) {
  return fromEvent(signal, 'abort').pipe(mergeMap(() => throwError(() => new Error('The query was cancelled'))));
}

/** The library parses samples with parseFloat, which knows "Infinity" only. */
function withInfinity(json: string): string {
  return json.replaceAll('"+Inf"', '"Infinity"').replaceAll('"-Inf"', '"-Infinity"');
}

/** What the library shows is the `message` of whatever its adapter throws. */
function explain(reason: unknown): never {
  if (isFetchError(reason)) {
    const data: unknown = reason.data;
    const said = typeof data === 'object' && data !== null ? readReason(data) : '';
    const status = `${reason.status} ${reason.statusText ?? ''}`.trim();
    throw new Error(
      said || (reason.status > 0 ? `Prometheus does not answer (${status})` : (reason.message ?? status))
    );
  }
  throw reason instanceof Error ? reason : new Error(String(reason));
}

/** Prometheus puts its reason into `error`; a gateway may send a line of text, or a page that helps nobody. */
function readReason(data: object): string {
  const text = 'response' in data && typeof data.response === 'string' ? data.response : undefined;
  const body = text === undefined ? data : safeParse(text);
  if (typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string') {
    const type = 'errorType' in body && typeof body.errorType === 'string' ? `${body.errorType}: ` : '';
    return type + body.error;
  }
  return text === undefined || text.trimStart().startsWith('<') ? '' : text.trim();
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'error' in error && typeof error.error === 'string') {
    return error.error;
  }
  return error instanceof Error ? error.message : String(error);
}
