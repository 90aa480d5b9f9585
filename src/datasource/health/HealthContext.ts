import type { Settings } from '../config/options';
import { toRows, type Row } from '../frames/toRows';
import { toPath } from '../query/toPostgrest';
import type { Discovered } from '../schema/Discovery';
import { asFault, Fault } from '../transport/Fault';
import type { HttpResponse, Send } from '../transport/http';
import { parseBody } from '../transport/readBody';

export interface HealthContext {
  baseUrl: string;
  settings: Settings;
  send: Send;
  /** What can be read, for counting it. */
  discovery?: { load: (signal?: AbortSignal) => Promise<Pick<Discovered, 'tables' | 'functions'>> };
}

/** Asks one thing: the rows, or the Fault. Never rejects. */
export type Ask = (path: string, searchParams: Array<[string, string]>, schema: string) => Promise<Row[] | Fault>;

/** Asks the server; `seen` is given each answer as it came. */
export function askWith({ baseUrl, settings, send }: HealthContext, seen: (response: HttpResponse) => void): Ask {
  const { signal } = new AbortController();
  return async (path, searchParams, schema) => {
    const url = `${baseUrl}/${toPath({ path, searchParams })}`;
    const headers = { Accept: 'application/json', 'Accept-Profile': schema };
    try {
      const response = await send({ method: 'GET', url, headers }, signal);
      seen(response);
      return toRows(parseBody(response, settings), 'value');
    } catch (thrown) {
      return asFault(thrown);
    }
  };
}
