import type { Page } from '../frames/Page';
import { readPage as readRows, type KindOf } from '../frames/readPage';
import { toPath, type PostgrestRequest } from '../query/toPostgrest';
import type { HttpResponse, Send } from './http';
import { readBody } from './readBody';
import type { KeyKnowledge } from './requestContext';

export interface FetchOptions {
  /** `/api/datasources/proxy/uid/…` */
  baseUrl: string;
  send: Send;
  signal: AbortSignal;
  keys?: KeyKnowledge;
  /** The name of the column that bare values get. */
  valueName: string;
  kindOf?: KindOf;
}

/** Which rows of a request are asked for. */
export interface Part {
  limit: number;
  offset?: number;
  /** Filters beside those of the request. */
  filters?: Array<[string, string]>;
}

export interface FetchedPage {
  page: Page;
  text: string;
  /** How many rows there are in all, where the request asked for it. */
  total?: number;
}

/** One page of a request's rows; none past the end. Throws a Fault. */
export async function fetchPage(
  request: PostgrestRequest,
  { baseUrl, send, signal, keys, valueName, kindOf }: FetchOptions,
  { limit, offset = 0, filters = [] }: Part
): Promise<FetchedPage> {
  const searchParams: Array<[string, string]> = [...request.searchParams, ...filters, ['limit', String(limit)]];
  if (offset > 0) {
    searchParams.push(['offset', String(offset)]);
  }
  const url = `${baseUrl}/${toPath({ path: request.path, searchParams })}`;
  const response = await send({ method: 'GET', url, headers: request.headers }, signal);
  if (offset > 0 && response.status === 416) {
    return { page: readRows('[]', valueName), text: '[]' };
  }
  const page = readBody(response, keys, (text) => readRows(text, valueName, kindOf));
  return { page, text: response.text, total: totalOf(response) };
}

/** `0-999/48213`: https://docs.postgrest.org/en/v13/references/api/pagination_count.html */
function totalOf(response: HttpResponse): number | undefined {
  const total = /\/(\d+)$/.exec(response.header('Content-Range') ?? '')?.[1];
  return total === undefined ? undefined : Number(total);
}
