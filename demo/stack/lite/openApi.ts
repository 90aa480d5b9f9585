import type { PostgresConnection } from '@supabase/lite/postgres';

type Introspection = Awaited<ReturnType<PostgresConnection['introspect']>>;
type Column = Introspection['columns'][number];
type Json = Record<string, unknown>;

/**
 * Describes the tables, views and functions of `schema` as PostgREST's API root does (OpenAPI 2.0); Lite's own answer there is
 * a constant. https://docs.postgrest.org/en/v13/references/api/openapi.html
 */
export async function openApi(connection: PostgresConnection, schema: string): Promise<Json> {
  const found = await connection.introspect({ useCache: true });
  const inSchema = <T extends { schema?: string }>(items: T[] | undefined) =>
    (items ?? []).filter((item) => item.schema === schema);
  const names = new Set([...inSchema(found.tables), ...inSchema(found.views)].map((relation) => relation.name));
  const paths: Json = { '/': { get: rootOperation } };
  const definitions: Json = {};
  for (const name of [...names].sort()) {
    const columns = inSchema(found.columns).filter((column) => column.table === name);
    definitions[name] = definitionOf(found, schema, name, columns);
    paths[`/${name}`] = { get: tableOperation(name, columns, comment(found, schema, name)) };
  }
  for (const entry of inSchema(found.functions)) {
    paths[`/rpc/${entry.name}`] = functionOperations(entry);
  }
  return {
    swagger: '2.0',
    info: { title: 'standard public schema', description: '', version: '13.0.7' },
    basePath: '/',
    schemes: ['http'],
    paths,
    definitions,
  };
}

const rootOperation = {
  tags: ['Introspection'],
  summary: 'OpenAPI description (this document)',
  produces: ['application/openapi+json', 'application/json'],
  responses: { 200: { description: 'OK' } },
};

function definitionOf(found: Introspection, schema: string, table: string, columns: Column[]): Json {
  const description = comment(found, schema, table);
  const properties = columns.map((column) => [column.name, propertyOf(found, schema, table, column)]);
  return {
    ...(description ? { description } : {}),
    required: columns.filter((column) => !column.nullable).map((column) => column.name),
    type: 'object',
    properties: Object.fromEntries(properties),
  };
}

function propertyOf(found: Introspection, schema: string, table: string, column: Column): Json {
  const isHere = (item: { schema?: string; table: string }) => item.schema === schema && item.table === table;
  const isKey = found.primary_keys.some((key) => isHere(key) && key.columns.includes(column.name));
  const reference = found.foreign_keys.find((key) => isHere(key) && key.column === column.name);
  const notes = [
    comment(found, schema, table, column.name),
    isKey && 'Note:\nThis is a Primary Key.<pk/>',
    reference &&
      `Note:\nThis is a Foreign Key to \`${reference.ref_table}.${reference.ref_column}\`.<fk table='${reference.ref_table}' column='${reference.ref_column}'/>`,
  ].filter(Boolean);
  return {
    ...(column.default_value ? { default: column.default_value } : {}),
    ...(notes.length > 0 ? { description: notes.join('\n\n') } : {}),
    ...typeOf(column.type),
  };
}

function tableOperation(name: string, columns: Column[], summary: string | undefined): Json {
  const general = ['select', 'order', 'range', 'rangeUnit', 'offset', 'limit', 'preferCount'];
  const filters = columns.map((column) => `rowFilter.${name}.${column.name}`);
  return {
    tags: [name],
    ...(summary ? { summary } : {}),
    parameters: [...filters, ...general].map((parameter) => ({ $ref: `#/parameters/${parameter}` })),
    responses: {
      200: { description: 'OK', schema: { items: { $ref: `#/definitions/${name}` }, type: 'array' } },
      206: { description: 'Partial Content' },
    },
  };
}

function functionOperations(entry: NonNullable<Introspection['functions']>[number]): Json {
  const required = entry.arg_names.slice(0, entry.arg_names.length - entry.arg_defaults);
  const args = entry.arg_names.map((name, at) => ({ name, ...typeOf(entry.arg_types[at] ?? 'text') }));
  const operation = (parameters: Json[]) => ({
    tags: [`(rpc) ${entry.name}`],
    produces: ['application/json'],
    parameters,
    responses: { 200: { description: 'OK' } },
  });
  const properties = Object.fromEntries(args.map(({ name, ...type }) => [name, type]));
  const schema = { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
  const query = args.map((arg) => ({ in: 'query', required: required.includes(arg.name), ...arg }));
  return {
    post: operation([{ in: 'body', name: 'args', required: true, schema }, { $ref: '#/parameters/preferParams' }]),
    ...(entry.volatility === 'v' ? {} : { get: operation(query) }),
  };
}

function comment(found: Introspection, schema: string, table: string, column?: string): string | undefined {
  return found.comments?.find((note) => note.schema === schema && note.table === table && note.column === column)?.text;
}

const serials: Record<string, string> = { smallserial: 'smallint', serial: 'integer', bigserial: 'bigint' };

function typeOf(pgType: string): { format: string; type?: string } {
  const format = serials[pgType] ?? pgType;
  if (/^jsonb?$/.test(format)) {
    return { format };
  }
  if (/^(smallint|integer|bigint)$/.test(format)) {
    return { format, type: 'integer' };
  }
  if (/^(numeric|real|double precision)/.test(format)) {
    return { format, type: 'number' };
  }
  if (format.endsWith('[]')) {
    return { format, type: 'array' };
  }
  return { format, type: format === 'boolean' ? 'boolean' : 'string' };
}
