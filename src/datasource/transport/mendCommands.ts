import type { FaultContext } from './FaultText';

/** SQL that lets the role read what was asked: `grant usage on schema … ; grant select on … ;` */
export function grantSql(context: FaultContext): string {
  const to = roleName(context.role);
  const grant = context.isFunction ? 'execute on function' : 'select on';
  return `grant usage on schema ${schemaName(context)} to ${to}; grant ${grant} ${nameIn(context)} to ${to};`;
}

/** SQL that says whether row level security is on, and how many rows there are without it; nothing for a function. */
export function hiddenSql(context: FaultContext): string | undefined {
  const name = nameIn(context);
  return context.isFunction
    ? undefined
    : `select relrowsecurity, (select count(*) from ${name}) from pg_class where oid = '${name.replace(/'/g, "''")}'::regclass;`;
}

/** SQL that lets the role's statements take longer. */
export function timeoutSql({ role }: FaultContext): string {
  return `alter role ${roleName(role)} set statement_timeout = '30s'; notify pgrst, 'reload config';`;
}

/** SQL that exposes the schema beside those that are exposed already, on a PostgREST that reads its settings from the database. */
export function exposeSql({ schema = 'public', exposed = ['public'] }: FaultContext): string {
  const schemas = [...exposed.filter((name) => name !== schema), schema].join(', ').replace(/'/g, "''");
  return `alter role authenticator set pgrst.db_schemas = '${schemas}'; notify pgrst, 'reload config';`;
}

/** Asks for the address alone: any three digits mean that it is reached, anything else names what is in the way. */
export function reachCommand({ url }: FaultContext): string {
  return `curl -sS -o /dev/null -w '%{http_code}\\n' ${shellQuote(`${addressOf(url)}/rest/v1/`)}`;
}

/** Sends the same request past Grafana and shows the body that Grafana hides; key and token come from the shell. */
export function askCommand({ url, schema, relation, isFunction }: FaultContext): string {
  const path = relation ? `${isFunction ? 'rpc/' : ''}${encodeURIComponent(relation)}?limit=0` : '';
  const profile = schema ? ` -H ${shellQuote(`Accept-Profile: ${schema}`)}` : '';
  const keys = '-H "apikey: $KEY" -H "Authorization: Bearer $TOKEN"';
  return `curl -sS -w '\\n%{http_code}\\n' ${shellQuote(`${addressOf(url)}/rest/v1/${path}`)} ${keys}${profile}`;
}

function schemaName({ schema }: FaultContext): string {
  return schema ? quoteIdentifier(schema) : 'SCHEMA';
}

function nameIn(context: FaultContext): string {
  return `${schemaName(context)}.${context.relation ? quoteIdentifier(context.relation) : 'NAME'}`;
}

/** A provisioned data source does not know the role of its token; the migrations name the one that they made for it. */
function roleName(role: string | undefined): string {
  return quoteIdentifier(role ?? 'scrapewatch_reader');
}

/** A name as SQL needs it; quoted unless it is plain lower case and no reserved word. */
function quoteIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.test(name) ? name : `"${name.replace(/"/g, '""')}"`;
}

// https://www.postgresql.org/docs/17/sql-keywords-appendix.html: those that cannot name a table, schema or role
const reserved =
  /^(all|analy[sz]e|and|any|array|as|asc|both|case|cast|check|collate|column|constraint|create|default|desc|distinct|do|else|end|except|false|fetch|for|foreign|from|grant|group|having|in|into|lateral|leading|limit|not|null|offset|on|only|or|order|primary|references|returning|select|some|table|then|to|true|union|unique|user|using|when|where|window|with)$/;

function addressOf(url: string | undefined): string {
  return url?.trim().replace(/\/+$/, '') || 'https://PROJECT.supabase.co';
}

function shellQuote(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}
