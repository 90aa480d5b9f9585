import { toRowsOf } from '../frames/Page';
import type { Row } from '../frames/toRows';
import { arrayLiteral } from '../query/request/names';
import { presetSchema } from '../query/presets';
import { asFault, Fault } from '../transport/Fault';
import { abortError, isAbort } from '../transport/http';
import { parseBody } from '../transport/readBody';
import { readPages } from '../transport/readPages';
import type { Discovered, DiscoveryContext } from './Discovery';
import { parseDescribe } from './parseDescribe';
import { parseOpenApi } from './parseOpenApi';
import { parseRelations } from './parseRelations';
import type { Schema } from './Schema';

/** More rows than this are no schema that anybody chooses from; `describe()` has one for each column. */
const mostRows = { describe_relations: 20_000, describe: 100_000 };

/**
 * Asks in turn whatever may know what the schemas of the settings hold. Without an answer the result is empty, and says
 * why. Rejects only with an AbortError.
 */
export async function discover(context: DiscoveryContext, signal: AbortSignal): Promise<Discovered> {
  const described = await describe(context, signal);
  if (!(described instanceof Fault)) {
    return { ...described, source: 'describe' };
  }
  if (isHopeless(described)) {
    return { ...nothing, source: 'none', problem: described };
  }
  const roots = await Promise.all(context.settings.schemas.map((schema) => readRoot(context, schema, signal)));
  const read = roots.filter((root): root is Schema => !(root instanceof Fault));
  const found = merge(read);
  if (found.tables.length + found.functions.length > 0) {
    return { ...found, source: 'openapi' };
  }
  // An API that lists nothing gives this role nothing; one that does not answer is what has to be mended.
  const refused = roots.find((root) => root instanceof Fault);
  return { ...found, source: 'none', problem: refused && described.code !== 'unknown-function' ? refused : described };
}

const nothing: Schema = { tables: [], functions: [], relations: [] };

/** True when no other address of the same server can answer either. */
function isHopeless({ code }: Fault): boolean {
  return code === 'unreachable' || code === 'session-ended' || code === 'data-source-gone' || code === 'project-paused';
}

async function describe(context: DiscoveryContext, signal: AbortSignal): Promise<Schema | Fault> {
  const schemas: Array<[string, string]> = [['schemas', arrayLiteral(context.settings.schemas)]];
  const described = await callOwn(context, 'describe_relations', schemas, signal);
  if (!(described instanceof Fault)) {
    return parseRelations(described);
  }
  if (described.code !== 'unknown-function') {
    return described;
  }
  // Older migrations have describe() only, which knows no keys.
  const rows = await callOwn(context, 'describe', [], signal);
  return rows instanceof Fault ? rows : parseDescribe(rows);
}

async function callOwn(
  context: DiscoveryContext,
  name: keyof typeof mostRows,
  searchParams: Array<[string, string]>,
  signal: AbortSignal
): Promise<Row[] | Fault> {
  const rows: Row[] = [];
  const headers = { Accept: 'application/json', 'Accept-Profile': presetSchema };
  return orFault(signal, async () => {
    await readPages(
      { path: `read/rpc/${name}`, searchParams, headers },
      { ...context, signal, keys: context.settings, bound: mostRows[name], boundIsWish: true, valueName: 'value' },
      (page) => rows.push(...toRowsOf(page))
    );
    return rows;
  });
}

async function readRoot(
  { baseUrl, send, settings }: DiscoveryContext,
  schema: string,
  signal: AbortSignal
): Promise<Schema | Fault> {
  const headers = { Accept: 'application/openapi+json', 'Accept-Profile': schema };
  return orFault(signal, async () => {
    const response = await send({ method: 'GET', url: `${baseUrl}/read/`, headers }, signal);
    return parseOpenApi(parseBody(response, settings), schema);
  });
}

async function orFault<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | Fault> {
  try {
    return await work();
  } catch (thrown) {
    if (isAbort(thrown) || signal.aborted) {
      throw abortError();
    }
    return asFault(thrown);
  }
}

function merge(schemas: Schema[]): Schema {
  return {
    tables: schemas.flatMap((each) => each.tables),
    functions: schemas.flatMap((each) => each.functions),
    relations: schemas.flatMap((each) => each.relations),
  };
}
