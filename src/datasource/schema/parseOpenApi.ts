import { fieldsOf, listOf, textOf, textsOf, type Fields } from './jsonFields';
import type { ArgumentInfo, ColumnInfo, FunctionInfo, Relation, Schema, TableInfo } from './Schema';

/**
 * The tables and functions of PostgREST's root, which describes one schema in OpenAPI 2. Keys stand in the columns'
 * descriptions, of foreign keys only those of one column; how often a value occurs, and which relation is a view, it
 * does not tell. https://docs.postgrest.org/en/v13/references/api/openapi.html
 */
export function parseOpenApi(body: unknown, schema: string): Schema {
  const { definitions, paths } = fieldsOf(body);
  const relations: Relation[] = [];
  const tables = Object.entries(fieldsOf(definitions)).map(([name, definition]) => {
    const { description, properties, required } = fieldsOf(definition);
    return toTable(schema, name, { comment: textOf(description), properties, required }, relations);
  });
  const functions = Object.entries(fieldsOf(paths)).flatMap(([path, methods]) =>
    path.startsWith('/rpc/') ? [toFunction(schema, path.slice('/rpc/'.length), fieldsOf(methods))] : []
  );
  return { tables, functions, relations: relations.filter(({ foreignTable }) => fieldsOf(definitions)[foreignTable]) };
}

interface Definition {
  comment: string | undefined;
  properties: unknown;
  required: unknown;
}

function toTable(schema: string, name: string, definition: Definition, relations: Relation[]): TableInfo {
  const required = new Set(listOf(definition.required));
  const primaryKey: string[] = [];
  const columns = Object.entries(fieldsOf(definition.properties)).map(([column, property]): ColumnInfo => {
    const described = fieldsOf(property);
    const { comment, isKey, target } = readNotes(textOf(described.description));
    if (isKey) {
      primaryKey.push(column);
    }
    if (target) {
      const [foreignTable, foreignColumn] = target;
      const foreign = { foreignSchema: schema, foreignTable, foreignColumns: [foreignColumn] };
      relations.push({ name: '', schema, table: name, columns: [column], ...foreign });
    }
    const values = textsOf(described.enum);
    const nullable = !required.has(column);
    return { name: column, type: typeOf(described), comment, nullable, ...(values ? { values } : {}) };
  });
  return { schema, name, comment: definition.comment, columns, primaryKey };
}

interface Notes {
  comment: string | undefined;
  isKey: boolean;
  /** Table and column that a foreign key leads to. */
  target?: [string, string];
}

/** PostgREST's notes stand behind the column's own comment: `Note:\nThis is a Primary Key.<pk/>`. */
function readNotes(description = ''): Notes {
  const [, table, column] = /<fk table='(.*?)' column='(.*?)'\/>/s.exec(description) ?? [];
  const isKey = description.includes('<pk/>');
  const isNoted = isKey || table !== undefined;
  const comment = isNoted ? description.slice(0, Math.max(0, description.lastIndexOf('Note:'))).trim() : description;
  return { comment: comment || undefined, isKey, ...(table && column ? { target: [table, column] } : {}) };
}

// PostgREST 14 and later name whole numbers as OpenAPI does.
const formats: Record<string, string> = { int32: 'integer', int64: 'bigint' };

function typeOf({ format, type }: Fields): string {
  const name = textOf(format) ?? textOf(type) ?? 'text';
  return Object.hasOwn(formats, name) ? formats[name] : name;
}

function toFunction(schema: string, name: string, methods: Fields): FunctionInfo {
  const read = fieldsOf(methods.get);
  const call = fieldsOf(methods.post);
  const fromQuery = listOf(read.parameters)
    .map(fieldsOf)
    .filter((parameter) => parameter.in === 'query');
  const args = fromQuery.length > 0 ? fromQuery.map(toArgument) : bodyArguments(listOf(call.parameters).map(fieldsOf));
  const comment = [textOf(read.summary) ?? textOf(call.summary), textOf(read.description) ?? textOf(call.description)];
  // A volatile function can only be called by POST.
  const volatility = methods.get === undefined && methods.post !== undefined ? { volatility: 'volatile' as const } : {};
  return { schema, name, comment: comment.filter(Boolean).join('\n') || undefined, args, returns: [], ...volatility };
}

function toArgument(parameter: Fields): ArgumentInfo {
  const isRepeated = parameter.collectionFormat === 'multi';
  const item = fieldsOf(parameter.items);
  const type = isRepeated ? `${typeOf(item)}[]` : typeOf(parameter);
  const isList = parameter.type === 'array' && !type.endsWith('[]');
  return {
    name: textOf(parameter.name) ?? '',
    type: isList ? `${type}[]` : type,
    optional: parameter.required !== true,
    ...(isRepeated ? { variadic: true } : {}),
  };
}

function bodyArguments(parameters: Fields[]): ArgumentInfo[] {
  const schema = fieldsOf(parameters.find((parameter) => parameter.in === 'body')?.schema);
  const required = listOf(schema.required);
  return Object.entries(fieldsOf(schema.properties)).map(([name, property]) =>
    toArgument({ ...fieldsOf(property), name, required: required.includes(name) })
  );
}
