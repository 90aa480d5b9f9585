import { AsyncLocalStorage } from 'node:async_hooks';

/** What the shim must know about the request that Supabase Lite is serving, where Lite itself does not pass it on. */
export interface RequestContext {
  request: Request;
  /** The database's own error, which Lite's answer may have reworded. */
  error?: DatabaseError;
  /** What stands behind the placeholders that Lite sees in place of filter values. */
  values: Map<string, string>;
  /** What stands behind the placeholders that Lite sees, and writes into its SQL, in place of odd names. */
  names: Map<string, string>;
}

export interface DatabaseError {
  code: string;
  message: string;
  detail?: string | null;
  hint?: string | null;
}

export const requestContext = new AsyncLocalStorage<RequestContext>();

/** Remembers a database error for the answer of the current request; anything else is ignored. */
export function noteError(error: unknown): void {
  const context = requestContext.getStore();
  if (context && isDatabaseError(error)) {
    context.error = error;
  } else if (context && error instanceof Error && lostConnection.test(error.message)) {
    context.error = { code: 'CONNECTION_CLOSED', message: error.message };
  }
}

/** What pg says, without a code, of a server that went away under a query or between two. */
const lostConnection =
  /connection terminated|connection error|client was closed|timeout exceeded when trying to connect/i;

function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** Thrown in place of an empty schema when the database cannot be asked for it. */
export class NoSchemaCache extends Error {
  readonly code = 'PGRST002';

  constructor() {
    super('Could not query the database for the schema cache. Retrying.');
  }
}

/**
 * Lite prints every database error, the user's mistakes included, to stderr. Within its requests that is silenced: the
 * answer carries the error.
 */
export function silenceRequestErrors(): void {
  if (silenced) {
    return;
  }
  silenced = true;
  const print = console.error.bind(console);
  console.error = (...values: unknown[]) => {
    if (!requestContext.getStore()) {
      print(...values);
    }
  };
}

let silenced = false;
