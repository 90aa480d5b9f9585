import type { RawRead } from './RawRead';
import { readRequest } from './readRequest';
import { toRpcQuery } from './toRpcQuery';
import { toTableQuery } from './toTableQuery';

/**
 * What a request written by hand asks: `text` is what stands after `/rest/v1/`, percent-encoded or not, with variables as they
 * are written. Never throws: what PostgREST would refuse is among the problems, what the builder cannot hold among the
 * losses, each with its place.
 */
export function readRaw(text: string): RawRead {
  const request = readRequest(text, true);
  const { parts, problems } = request;
  const losses = [...request.losses];
  const query = request.isFunction ? toRpcQuery(request, losses) : toTableQuery(request, losses);
  const isWrong = problems.some(({ severity }) => severity !== 'warning');
  return { ...(isWrong ? {} : { query }), parts, problems, losses };
}
