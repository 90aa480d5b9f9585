import { answer, type AnswerContext } from '../../src/datasource/answer';
import { parseOptions } from '../../src/datasource/config/options';
import { tableQuery } from '../../src/datasource/query/tableQuery';
import type { Send } from '../../src/datasource/transport/http';
import { Densities } from '../../src/datasource/transport/paging/Densities';

type Remembered = Pick<AnswerContext, 'cap' | 'densities'>;

const nothing = (): Remembered => ({ cap: { atLeast: 0, whole: false }, densities: new Densities() });
/** What the data source keeps from one refresh to the next. */
const kept = nothing();

/**
 * The rows' ids as the data source reads them, how many requests it took, and how many of them at a time. `isRefresh`: with
 * what earlier refreshes told, else as when it has just been opened.
 */
export async function readAtOnce(
  url: string,
  range: { from: number; to: number },
  rowLimit: number,
  isRefresh: boolean
): Promise<{ ids: number[]; requests: number; parallel: number }> {
  let requests = 0;
  let underWay = 0;
  let parallel = 0;
  const send: Send = async (request, signal) => {
    requests++;
    parallel = Math.max(parallel, ++underWay);
    try {
      const response = await fetch(request.url, { headers: request.headers, signal });
      return { status: response.status, header: (name) => response.headers.get(name), text: await response.text() };
    } finally {
      underWay--;
    }
  };
  const query = tableQuery({ schema: 'public', table: 'readings', timeColumn: 'at' });
  const [frame] = await answer(
    query,
    contextOf(url, send, { range, rowLimit, remembered: isRefresh ? kept : nothing() })
  );
  const ids: unknown[] = frame?.fields.find((field) => field.name === 'id')?.values ?? [];
  return { ids: ids.map(Number), requests, parallel };
}

interface Asked {
  range: { from: number; to: number };
  rowLimit: number;
  remembered: Remembered;
}

function contextOf(url: string, send: Send, { range, rowLimit, remembered }: Asked): AnswerContext {
  const column = (name: string, type: string) => ({ name, type });
  const table = {
    schema: 'public',
    name: 'readings',
    kind: 'table' as const,
    primaryKey: ['id'],
    columns: [column('id', 'bigint'), column('at', 'timestamp with time zone'), column('value', 'double precision')],
  };
  return {
    baseUrl: url,
    settings: parseOptions({ rowLimit }),
    send,
    templates: { replace: (text) => text, isAll: () => false },
    ...remembered,
    scopedVars: {},
    range,
    signal: new AbortController().signal,
    knownColumns: () => table.columns,
    knownTable: () => table,
  };
}
