/** What operators fit a Postgres type. `other`: a type of its own, such as an enum or a domain. */
export type TypeClass =
  | 'text'
  | 'number'
  | 'time'
  | 'boolean'
  | 'uuid'
  | 'json'
  | 'jsonb'
  | 'array'
  | 'range'
  | 'tsvector'
  | 'enum'
  | 'bytea'
  | 'network'
  | 'xml'
  | 'other';

const names: Record<Exclude<TypeClass, 'array' | 'other'>, string> = {
  text: 'text|varchar|character varying|char|character|bpchar|citext|name',
  number:
    'smallint|int2|integer|int|int4|bigint|int8|numeric|decimal|real|float4|double precision|float8|money|oid|serial|bigserial',
  time: 'timestamptz|timestamp with time zone|timestamp|timestamp without time zone|date|time|time without time zone|timetz|time with time zone|interval',
  boolean: 'boolean|bool',
  uuid: 'uuid',
  json: 'json',
  jsonb: 'jsonb',
  range:
    'int4range|int8range|numrange|tsrange|tstzrange|daterange|int4multirange|int8multirange|nummultirange|tsmultirange|tstzmultirange|datemultirange',
  tsvector: 'tsvector',
  enum: 'enum',
  bytea: 'bytea|bit|bit varying|varbit',
  network: 'inet|cidr|macaddr|macaddr8',
  xml: 'xml',
};

const classes = new Map(
  Object.entries(names).flatMap(([name, list]) => list.split('|').map((type) => [type, name as TypeClass] as const))
);

/** The class of a Postgres type as any catalogue writes it: `_text`, `text[]`, `numeric(10,2)`, `pg_catalog.int4`. */
export function typeClass(type: string): TypeClass {
  const plain = type.toLowerCase().trim();
  if (plain.endsWith('[]') || plain.startsWith('_') || plain === 'array') {
    return 'array';
  }
  const bare = plain
    .replace(/^pg_catalog\./, '')
    .replace(/\(.*?\)/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return classes.get(bare) ?? 'other';
}

export const isText = (type: TypeClass) => type === 'text' || type === 'other';
export const isArray = (type: TypeClass) => type === 'array' || type === 'other';
export const isRange = (type: TypeClass) => type === 'range' || type === 'other';
export const isJsonb = (type: TypeClass) => type === 'jsonb' || type === 'other';
export const isSearchable = (type: TypeClass) =>
  type === 'tsvector' || type === 'json' || type === 'jsonb' || isText(type);
/** Whether Postgres has `=` and `<` for it. */
export const isComparable = (type: TypeClass) => type !== 'json' && type !== 'tsvector' && type !== 'xml';
