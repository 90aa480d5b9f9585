import type { QueryResultMetaNotice } from '@grafana/data';
import type { PostgrestRequest } from '../query/toPostgrest';
import { Fault } from '../transport/Fault';
import { requestContext, type KeyKnowledge } from '../transport/requestContext';
import { info } from './notices';

/** Why there may be no rows although nothing failed: row level security hides them without a word. */
export function noRowsNotice({ path, headers }: PostgrestRequest, keys: KeyKnowledge): QueryResultMetaNotice {
  const asked = requestContext({ method: 'GET', url: `/${path}`, headers }, keys);
  return info(new Fault('no-rows', asked).message);
}
