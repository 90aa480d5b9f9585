import { presetSchema } from '../query/presets';
import { Fault } from '../transport/Fault';
import type { Send } from '../transport/http';
import { sendThroughGrafana } from '../transport/sendThroughGrafana';
import { toFault } from '../transport/toFault';

/** No server has it, so the answer lists those that it has. */
const noSchema = 'scrapewatch_no_such_schema';
/** Exposed by Supabase for its own use; nobody queries tables there. */
const inner = ['graphql_public', 'storage', 'graphql'];

/**
 * The schemas that a saved data source can query, ours first. Asked for a schema that does not exist, PostgREST names
 * those that do (PGRST106). Throws the Fault that the server's answer stands for.
 */
export async function findSchemas(uid: string, url: string, send: Send = sendThroughGrafana): Promise<string[]> {
  const request = {
    method: 'GET' as const,
    url: `/api/datasources/proxy/uid/${uid}/read/${noSchema}?limit=0`,
    headers: { Accept: 'application/json', 'Accept-Profile': noSchema },
  };
  const response = await send(request, new AbortController().signal);
  const fault = toFault({ ...response, request }, { url });
  const { exposed = [] } = fault.context;
  if (fault.code !== 'schema-not-exposed') {
    throw fault;
  }
  const found = exposed.filter((schema) => !inner.includes(schema));
  if (found.length === 0) {
    throw new Fault('unexpected', { detail: 'the server does not name its schemas, so type them' });
  }
  return [...found.filter((schema) => schema === presetSchema), ...found.filter((schema) => schema !== presetSchema)];
}
