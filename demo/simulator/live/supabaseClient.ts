import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { z } from 'zod';
import { PipelineOutage } from './pipeline';

export interface SupabaseAccess {
  supabaseUrl: string;
  /** The project's secret key: workers are trusted, they act as `service_role`. */
  secretKey: string;
}

const LONGEST_REQUEST_MS = 10_000;
const LONGEST_CALL_MS = 60_000;

/** The project as the team's workers reach it. A request may take ten seconds. */
export function createTeamClient(access: SupabaseAccess): SupabaseClient {
  return createClientWith(access, (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(LONGEST_REQUEST_MS) })
  );
}

/** The same for code that lets supabase-js throw (docs/examples): an outage is a `PipelineOutage` too, a call may take a minute. */
export function createThrowingClient(access: SupabaseAccess): SupabaseClient {
  return createClientWith(access, async (input, init) => {
    const request = fetch(input, { ...init, signal: AbortSignal.timeout(LONGEST_CALL_MS) });
    const answer = await request.catch((error: unknown) => {
      throw new PipelineOutage(error instanceof Error ? error.message : String(error));
    });
    if ([502, 503, 504].includes(answer.status)) {
      throw new PipelineOutage(`HTTP ${answer.status}`); // a 500 may be a function's own fault, to be told
    }
    return answer;
  });
}

function createClientWith({ supabaseUrl, secretKey }: SupabaseAccess, send: typeof fetch): SupabaseClient {
  return createClient(supabaseUrl, secretKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { fetch: send },
  });
}

/** What supabase-js resolves to. */
export interface Answer {
  data: unknown;
  error: { message: string; code?: string } | null;
  status: number;
}

/** Rows of an answer, checked; rejects as `dataOf` does. */
export async function rowsOf<T extends z.ZodType>(row: T, request: PromiseLike<Answer>): Promise<Array<z.output<T>>> {
  return z.array(row).parse(await dataOf(request));
}

/** How many rows an answer counted; rejects as `rowsOf` does. */
export async function countOf(request: PromiseLike<Answer & { count: number | null }>): Promise<number> {
  const answer = await request;
  await dataOf(Promise.resolve(answer));
  return answer.count ?? 0;
}

export async function done(request: PromiseLike<Answer>): Promise<void> {
  await dataOf(request);
}

/**
 * An answer's data. Rejects with `PipelineOutage` when nobody answers or the server is not up to it, with an Error that
 * quotes the code otherwise. Status 0 is supabase-js' way to say that fetch failed; 5xx and 408, 425, 429 mend themselves.
 */
async function dataOf(request: PromiseLike<Answer>): Promise<unknown> {
  const { data, error, status } = await request;
  if (error === null) {
    return data;
  }
  const message = `${error.code ? `${error.code}: ` : ''}${error.message.split('\n')[0]}`;
  if (status === 0 || status >= 500 || [408, 425, 429].includes(status)) {
    throw new PipelineOutage(message);
  }
  throw new Error(message);
}
