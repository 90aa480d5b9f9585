import { toPlainQuery } from '../answer';
import type { ScrapewatchQuery } from '../query/model';
import { toPostgrest } from '../query/toPostgrest';
import { Fault } from '../transport/Fault';

/** The request that a query becomes, readable: not percent-encoded, variables as they are written. */
export function previewOf(query: ScrapewatchQuery, schemas: string[], range: { from: number; to: number }): string {
  try {
    const plain = toPlainQuery(query);
    const { path, searchParams, headers } = toPostgrest(plain, { range, schema: schemas[0] });
    const pairs = searchParams.map(([key, value]) => `${key}=${value}`).join('&');
    return `GET /rest/v1/${path.slice('read/'.length)}${pairs ? `?${pairs}` : ''}  (schema ${headers['Accept-Profile']})`;
  } catch (thrown) {
    if (thrown instanceof Fault) {
      return thrown.what;
    }
    throw thrown;
  }
}
