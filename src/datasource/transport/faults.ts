import type { FaultContext, FaultText } from './FaultText';
import { askCommand, exposeSql, grantSql, hiddenSql, reachCommand, timeoutSql } from './mendCommands';

export type { FaultContext, FaultText } from './FaultText';

const said = (context: FaultContext) => (context.detail ? `: ${context.detail}` : '');

/**
 * Everything that can go wrong between a query and its rows: what happened and what mends it. docs/troubleshoot.md is
 * made from this table, and tests loop over it; `toFault` decides by codes and statuses, never by words, which change
 * between versions.
 */
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
  'inverted-range': {
    message: () => 'The time range ends before it begins, so no row can be in it',
    mend: 'Choose another time range.',
  },
  'unsafe-name': {
    message: (c) => `Grafana's proxy cannot carry this name in an address${said(c)}`,
    mend: 'Make a view or function whose name has only letters, digits, _ and -, and ask that.',
  },
  'reserved-argument': {
    message: (c) => `PostgREST keeps this word for itself, so it cannot be an argument's name${said(c)}`,
    mend: 'Rename the argument of the function.',
  },
  'argument-like-filter': {
    message: (c) =>
      `PostgREST takes an argument that begins like a filter for one, and cannot be told otherwise${said(c)}`,
    mend: 'Let the function take a list (text[]) and send the value as its one element; inside a list it is safe.',
  },
  'bad-type-name': {
    message: (c) => `PostgREST takes only a plain name for a type or a language, without brackets or signs${said(c)}`,
    mend: 'Use a plain name, such as text, int8 or english; for text[] or numeric(10,2) make a view that has it.',
  },
  'bad-raw-request': {
    message: (c) => `This request cannot be read where a variable stands in it${said(c)}`,
    mend: 'Correct it where the editor marks it; a variable can stand for a name, a value, an element of a list or a number.',
  },
  // What PostgREST and Postgres answer
  'bad-request': {
    message: (c) => `PostgREST could not read the request${said(c)}`,
    mend: 'Check the columns, filters and order of the query.',
  },
  'unknown-table': {
    message: (c) => `There is no such table or view in this schema${said(c)}`,
    mend: 'Check the name and the schema. If the table is new, run this SQL.',
    command: () => "notify pgrst, 'reload schema';",
  },
  'unknown-column': {
    message: (c) => `There is no such column${said(c)}`,
    mend: 'Check the names of columns in the selection, filters, order and time column.',
  },
  'unknown-function': {
    message: (c) => `There is no such function with these arguments${said(c)}`,
    mend: "Check its name, schema and argument names, and run Scrapewatch's migrations if it is one of its own. If it is new, run this SQL.",
    command: () => "notify pgrst, 'reload schema';",
  },
  'ambiguous-function': {
    message: (c) => `Several functions of this name fit the arguments${said(c)}`,
    mend: 'Name more arguments, or remove the overloads.',
  },
  'schema-not-exposed': {
    message: (c) => `The server does not expose ${c.schema ? `schema ${c.schema}` : 'this schema'}${said(c)}`,
    mend: 'Choose an exposed schema, or add this one: Supabase → Project Settings → Data API → Exposed schemas; on your own PostgREST db-schemas, or this SQL.',
    command: exposeSql,
  },
  'no-relationship': {
    message: (c) => `The tables are not related as the query says${said(c)}`,
    mend: 'Check the foreign keys; where there are several between the two tables, name one. If the key is new, run this SQL.',
    command: () => "notify pgrst, 'reload schema';",
  },
  'aggregates-off': {
    message: () => 'The server has aggregates switched off',
    mend: 'Choose Compute in the browser in the query, or run this SQL.',
    command: () => "alter role authenticator set pgrst.db_aggregates_enabled = 'true'; notify pgrst, 'reload config';",
  },
  'not-granted': {
    message: (c) => `${c.role ? `The role ${c.role}` : "The reader's role"} may not read this${said(c)}`,
    mend: "Run this SQL as the tables' owner.",
    command: grantSql,
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
    mend: "Choose a shorter time range or add filters. The limit is the role's statement_timeout; to raise it, run this SQL.",
    command: timeoutSql,
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
  'not-one-row': {
    message: (c) => `The request asks for exactly one row, and the answer has none or several${said(c)}`,
    mend: 'Add a filter that fits one row only.',
  },
  'no-rows': {
    message: () => 'No rows came back',
    causes: (c) => [
      'no row fits the query',
      `row level security hides them from ${c.role ? `the role ${c.role}` : "the reader's role"}`,
    ],
    mend: 'A policy for select to that role shows hidden rows. To see whether there are any, run this SQL as the owner of the table.',
    command: hiddenSql,
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
    mend: "Enter the project's key and the reader's token again in the data source's settings, then Save & test.",
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
    message: () => 'Authentication failed, and Grafana hides why',
    causes: (c) => [
      'key or token is not set or was not copied whole',
      'the key was deleted or is of another project',
      'the token was signed with another secret, or it expired',
      'the database lacks its role',
      ...(c.role === undefined || c.role === 'anon' ? [`the role anon may not read this`] : []),
    ],
    mend: "Enter key and token again in the data source's settings, then Save & test. To tell the causes apart, run this with your key and token.",
    command: askCommand,
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
    message: (c) => `Grafana could not reach the server, and does not say why (${c.status ?? 502})`,
    causes: [
      'no such host name (DNS)',
      'nothing listens there (refused)',
      'TLS does not fit (https on a plain port, or a certificate)',
      'the connection was reset',
      'the URL is not set or is no address',
    ],
    mend: "Check the URL in the data source's settings. To tell the causes apart, run this on Grafana's machine: three digits mean that it is reached.",
    command: reachCommand,
  },
  'project-paused': {
    message: () => 'The Supabase project is paused (540)',
    mend: "Restore it on the project's page in the Supabase dashboard.",
  },
  'gateway-timeout': {
    message: (c) =>
      `The server took longer to answer than Grafana waits (${c.timeoutSeconds ? `${c.timeoutSeconds} s, ` : ''}504)`,
    mend: "Choose a shorter time range or add filters, or raise the timeout in the data source's settings.",
  },
  'endless-answer': {
    message: (c) => `The answer began, and had not ended after ${c.detail ?? 'a long time'}`,
    causes: ['the connection is slow', 'the answer is very large', 'a gateway holds the answer back'],
    mend: "Choose a shorter time range or fewer columns, or raise the timeout in the data source's settings. To see how fast it is, run this on Grafana's machine.",
    command: reachCommand,
  },
  'too-many-requests': {
    message: (c) =>
      `The server asks for fewer requests (429)${c.retryAfterSeconds ? `, and to be asked again in ${c.retryAfterSeconds} s` : ''}`,
    mend: 'Refresh less often, or raise the rate limit of the server.',
  },
  'too-long': {
    message: () => 'The request is too long for the server: too many values in a filter',
    mend: 'Choose fewer values of the variables, or All.',
  },
  network: {
    message: () => 'The connection broke off before the answer was whole',
    causes: [
      'this browser cannot reach Grafana',
      'the server, or a gateway before it, cut the answer off',
      'an extension of the browser blocked it',
    ],
    mend: "Refresh. If it stays: when other panels work, ask for fewer rows and look at the server's logs, else check this browser's network.",
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
    mend: "The URL in the data source's settings is not that of a Supabase project or PostgREST server. Use the project URL, such as https://PROJECT.supabase.co.",
  },
  'broken-json': {
    message: () => 'The answer is cut off or is not valid JSON',
    mend: 'Refresh. If it stays, ask for fewer rows, and look for a gateway that cuts long answers.',
  },
  'not-json': {
    message: (c) => `The server answered in another form than JSON${said(c)}`,
    mend: "Check that the URL in the data source's settings is the project's, and that no gateway changes its answers.",
  },
  'not-rows': {
    message: (c) => `The answer holds no rows${said(c)}`,
    mend: 'Check that the function returns a table or rows.',
  },
  // Prometheus
  'no-prometheus': {
    message: () => 'No Prometheus is chosen for this data source',
    mend: "Choose one under Prometheus in the data source's settings, then Save & test.",
  },
  'prometheus-gone': {
    message: (c) => `Grafana has no Prometheus data source of this uid${said(c)}`,
    mend: "Choose another one under Prometheus in the data source's settings.",
  },
  'prometheus-error': {
    message: (c) => `Prometheus answered with an error${said(c)}`,
    mend: 'Check the PromQL of the query, and test the Prometheus data source in its own settings.',
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
