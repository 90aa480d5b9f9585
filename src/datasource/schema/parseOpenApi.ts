import type { ArgumentInfo, ColumnInfo, FunctionInfo, Schema, TableInfo } from './Schema';

type Fields = Record<string, unknown>;

/**
 * The tables and functions of PostgREST's root, which describes one schema in OpenAPI 2.
 * https://docs.postgrest.org/en/v13/references/api/openapi.html
 */
export function parseOpenApi(body: unknown, schema: string): Schema {
  const { definitions, paths } = fieldsOf(body);
  return {
    tables: Object.entries(fieldsOf(definitions)).map(([name, definition]) =>
      toTable(schema, name, fieldsOf(definition))
    ),
    functions: Object.entries(fieldsOf(paths)).flatMap(([path, methods]) =>
      path.startsWith('/rpc/') ? [toFunction(schema, path.slice('/rpc/'.length), fieldsOf(methods))] : []
    ),
    relations: [],
  };
}

function toTable(schema: string, name: string, definition: Fields): TableInfo {
  const columns = Object.entries(fieldsOf(definition.properties)).map(([column, property]): ColumnInfo => {
    const { format, type, description } = fieldsOf(property);
    return { name: column, type: textOf(format) ?? textOf(type) ?? 'text', comment: textOf(description) };
  });
  return { schema, name, comment: textOf(definition.description), columns, primaryKey: [] };
}

function toFunction(schema: string, name: string, methods: Fields): FunctionInfo {
  const read = fieldsOf(methods.get);
  const call = fieldsOf(methods.post);
  const fromQuery = listOf(read.parameters)
    .map(fieldsOf)
    .filter((parameter) => parameter.in === 'query');
  const args = fromQuery.length > 0 ? fromQuery.map(toArgument) : bodyArguments(listOf(call.parameters).map(fieldsOf));
  return { schema, name, comment: textOf(read.summary) ?? textOf(call.summary), args, returns: [] };
}

function toArgument(parameter: Fields): ArgumentInfo {
  const type = textOf(parameter.format) ?? textOf(parameter.type) ?? 'text';
  const isList = parameter.type === 'array' && !type.endsWith('[]');
  return {
    name: textOf(parameter.name) ?? '',
    type: isList ? `${type}[]` : type,
    optional: parameter.required !== true,
  };
}

function bodyArguments(parameters: Fields[]): ArgumentInfo[] {
  const schema = fieldsOf(parameters.find((parameter) => parameter.in === 'body')?.schema);
  const required = listOf(schema.required);
  return Object.entries(fieldsOf(schema.properties)).map(([name, property]) =>
    toArgument({ ...fieldsOf(property), name, required: required.includes(name) })
  );
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
