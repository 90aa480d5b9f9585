import { toPlainQuery } from '../answer';
import { isFilterGroup, type RowsQuery, type ScrapewatchQuery } from '../query/model';
import { toPostgrest } from '../query/toPostgrest';
import { Fault } from '../transport/Fault';

interface PreviewContext {
  schemas: string[];
  /** Epoch milliseconds. */
  range: { from: number; to: number };
  replaceVariables: (query: ScrapewatchQuery) => ScrapewatchQuery;
}

/** The request that a query becomes, its variables replaced, readable: not percent-encoded. */
export function previewOf(query: ScrapewatchQuery, { schemas, range, replaceVariables }: PreviewContext): string {
  try {
    const written = replaceVariables(query);
    if (written.queryType === 'prometheus') {
      return written.expr;
    }
    const plain = withoutAll(toPlainQuery(written));
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

/** Without the empty lists that stand for all: they are not sent. */
function withoutAll(query: RowsQuery): RowsQuery {
  const isAll = (value: unknown) => Array.isArray(value) && value.length === 0;
  switch (query.queryType) {
    case 'table':
      return { ...query, filters: query.filters.filter((node) => isFilterGroup(node) || !isAll(node.value)) };
    case 'rpc':
      return { ...query, args: Object.fromEntries(Object.entries(query.args).filter(([, value]) => !isAll(value))) };
    case 'postgrest':
      return query;
  }
}
