/**
 * Everything that can go wrong between a query and its rows: what happened and what mends it. Docs and tests loop over
 * this table; `toFault` decides by codes and statuses, never by words, which change between versions.
 */
export interface FaultContext {
  /** What the server said, or the thing that is wrong. */
  detail?: string;
  /** HTTP status. */
  status?: number;
  /** PostgREST's or Postgres' code. */
  code?: string;
  /** When the reader's token ends, as the data source's settings know it. */
  expiresAt?: string;
  schema?: string;
}

export interface FaultText {
  message: (context: FaultContext) => string;
  mend: string;
}

const said = (context: FaultContext) => (context.detail ? `: ${context.detail}` : '');

export const faults = {
  // The query itself
  'not-a-query': {
    message: (c) => `This query cannot be read${said(c)}`,
    mend: 'Choose a query type in the editor, or remove the query.',
  },
  'newer-version': {
    message: (c) => `This query was saved by a newer version of the plugin${said(c)}`,
    mend: 'Update the plugin; the query is kept as it is.',
  },
  'unknown-preset': {
    message: (c) => `There is no preset of this name${said(c)}`,
    mend: 'Choose a preset from the list.',
  },
  'unknown-argument': {
    message: (c) => `The preset takes no such argument${said(c)}`,
    mend: 'Remove the argument from the query.',
  },
  'unknown-operator': {
    message: (c) => `There is no filter operator of this name${said(c)}`,
    mend: 'Choose an operator from the list.',
  },
  'not-a-word': {
    message: (c) => `A filter with “is” takes null, true or false only${said(c)}`,
    mend: 'Choose one of these, or use “equals”.',
  },
  'many-values': {
    message: (c) => `A variable with several values stands where one value is needed${said(c)}`,
    mend: 'Use “is one of”, or choose one value of the variable.',
  },
  'missing-name': {
    message: (c) => `The query is not complete${said(c)}`,
    mend: 'Fill this field in.',
  },
  'unsafe-name': {
    message: (c) => `Grafana's proxy cannot carry this name in an address${said(c)}`,
    mend: 'Make a view or function whose name has only letters, digits, _ and -, and ask that.',
  },
  'reserved-argument': {
    message: (c) => `PostgREST keeps this word for itself, so it cannot be an argument's name${said(c)}`,
    mend: 'Rename the argument of the function.',
  },
  // What PostgREST and Postgres answer
  'bad-request': {
    message: (c) => `PostgREST could not read the request${said(c)}`,
    mend: 'Check the columns, filters and order of the query.',
  },
  'unknown-table': {
    message: (c) => `There is no such table or view in this schema${said(c)}`,
    mend: "Check the name and the schema; after a migration run: notify pgrst, 'reload schema';",
  },
  'unknown-column': {
    message: (c) => `There is no such column${said(c)}`,
    mend: 'Check the names of columns in the selection, filters, order and time column.',
  },
  'unknown-function': {
    message: (c) => `There is no such function with these arguments${said(c)}`,
    mend: "Check its name, schema and argument names; run Scrapewatch's migrations if it is one of its own, then: notify pgrst, 'reload schema';",
  },
  'ambiguous-function': {
    message: (c) => `Several functions of this name fit the arguments${said(c)}`,
    mend: 'Name more arguments, or remove the overloads.',
  },
  'schema-not-exposed': {
    message: (c) => `The server does not expose this schema${said(c)}`,
    mend: 'Add it under Supabase → Project Settings → Data API → Exposed schemas (PostgREST: db-schemas).',
  },
  'no-relationship': {
    message: (c) => `The tables are not related as the query says${said(c)}`,
    mend: "Check the foreign keys, or reload the schema cache: notify pgrst, 'reload schema';",
  },
  'aggregates-off': {
    message: () => 'The server has aggregates switched off',
    mend: "Run: alter role authenticator set pgrst.db_aggregates_enabled = 'true'; notify pgrst, 'reload config';",
  },
  'not-granted': {
    message: (c) => `The reader's role may not read this${said(c)}`,
    mend: 'Run: grant usage on schema NAME to scrapewatch_reader; grant select on NAME.TABLE to scrapewatch_reader; (a function: grant execute).',
  },
  'bad-value': {
    message: (c) => `A value does not fit the type of its column${said(c)}`,
    mend: 'Check the values of the filters and arguments.',
  },
  'no-operator': {
    message: (c) => `The operator does not fit the type of its column${said(c)}`,
    mend: 'Choose another operator for this column.',
  },
  'statement-timeout': {
    message: () => 'The database stopped the query because it took too long',
    mend: "Choose a shorter time range or add filters; the limit is the role's statement_timeout.",
  },
  'read-only': {
    message: (c) => `The function writes, and reads are run read-only${said(c)}`,
    mend: 'Make the function stable, or ask another one.',
  },
  'database-down': {
    message: (c) => `PostgREST cannot reach its database${said(c)}`,
    mend: 'Look whether Postgres is up and accepts connections; the panel recovers by itself.',
  },
  'schema-cache': {
    message: (c) => `PostgREST has not loaded the database's schema yet${said(c)}`,
    mend: 'Wait a few seconds and refresh.',
  },
  'range-past-end': {
    message: () => 'The rows changed while they were being read: fewer are left than were announced',
    mend: 'Refresh.',
  },
  raised: {
    message: (c) => `The function refused${said(c)}`,
    mend: 'What it says is written by its author; check the arguments.',
  },
  'database-error': {
    message: (c) => `The database answered with an error${c.code ? ` (${c.code})` : ''}${said(c)}`,
    mend: 'Look the code up in the Postgres or PostgREST documentation.',
  },
  // Keys
  'wrong-key': {
    message: (c) => `The server refused the key or token${said(c)}`,
    mend: "Check the key and the reader's token in the data source's settings.",
  },
  'expired-token': {
    message: (c) => `The reader's token has expired${c.expiresAt ? ` (${c.expiresAt})` : ''}`,
    mend: "Sign a new token and save it in the data source's settings.",
  },
  'unknown-role': {
    message: (c) => `The token names a role that the database does not have${said(c)}`,
    mend: "Run Scrapewatch's migrations, or sign a token for an existing role and grant it to authenticator.",
  },
  'authentication-hidden': {
    message: () => 'Authentication failed, and Grafana hides why: a key or token is not set, wrong, or expired',
    mend: "Open the data source's settings, enter key and token again, then Save & test.",
  },
  // Between Grafana and the server
  'session-ended': {
    message: () => 'Grafana no longer knows you',
    mend: 'Sign in again.',
  },
  'route-denied': {
    message: (c) => `Grafana or a gateway refused the request${said(c)}`,
    mend: 'Your role may lack the right for it (writing needs Editor); otherwise look at the gateway before the server.',
  },
  'data-source-gone': {
    message: () => 'Grafana does not find the data source, or the server has nothing at this address',
    mend: 'Check that the data source exists and that its URL is the project URL, without /rest/v1.',
  },
  unreachable: {
    message: () => 'Grafana could not reach the server, and does not say why (502)',
    mend: "Check the URL in the data source's settings, and that the server is up and reachable from Grafana: curl -i URL/rest/v1/",
  },
  'gateway-timeout': {
    message: () => 'The server took too long to answer (504)',
    mend: "Choose a shorter time range or add filters; or raise the timeout in the data source's settings.",
  },
  'too-many-requests': {
    message: () => 'The server asks for fewer requests (429)',
    mend: 'Refresh less often, or raise the rate limit of the server.',
  },
  'too-long': {
    message: () => 'The request is too long for the server: too many values in a filter',
    mend: 'Choose fewer values of the variables, or All.',
  },
  network: {
    message: () => 'Grafana could not be reached from this browser',
    mend: 'Check the network; the panel recovers by itself.',
  },
  'server-error': {
    message: (c) => `The server failed (${c.status ?? 'no status'})${said(c)}`,
    mend: 'Look at the logs of the server.',
  },
  'http-error': {
    message: (c) => `The server answered ${c.status ?? 'without a status'}${said(c)}`,
    mend: "Check the URL in the data source's settings.",
  },
  // What the body holds
  'html-body': {
    message: () => 'The server answered with a web page instead of data',
    mend: "The URL in the data source's settings is not that of a Supabase project or PostgREST server: use https://PROJECT.supabase.co",
  },
  'broken-json': {
    message: () => 'The answer broke off or is not JSON',
    mend: 'Refresh; if it stays, look for a proxy that cuts long answers.',
  },
  'not-rows': {
    message: (c) => `The answer holds no rows${said(c)}`,
    mend: 'Check that the function returns a table or rows.',
  },
  // Shape of the result
  'no-time': {
    message: () => 'A time series needs a column with times, and the rows have none',
    mend: 'Add a timestamp column to the query, or choose the format Table.',
  },
  unexpected: {
    message: (c) => `Something unforeseen happened${said(c)}`,
    mend: 'Please report it with the message.',
  },
} satisfies Record<string, FaultText>;

export type FaultCode = keyof typeof faults;
