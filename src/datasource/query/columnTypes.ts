/** What a column of Postgres holds, as far as a data frame cares. */
export type Kind = 'time' | 'number' | 'boolean' | 'string' | 'json';

/** A column whose type is known beforehand: from a preset, from discovery. `type` is Postgres' name of it. */
export interface Column {
  name: string;
  type?: string;
}

const kinds = new Map<string, Kind>(
  Object.entries({
    timestamptz: 'time',
    'timestamp with time zone': 'time',
    timestamp: 'time',
    'timestamp without time zone': 'time',
    smallint: 'number',
    int2: 'number',
    integer: 'number',
    int4: 'number',
    bigint: 'number',
    int8: 'number',
    numeric: 'number',
    decimal: 'number',
    real: 'number',
    float4: 'number',
    'double precision': 'number',
    float8: 'number',
    boolean: 'boolean',
    bool: 'boolean',
    json: 'json',
    jsonb: 'json',
  })
);

/** The kind of a Postgres type; every type that is not listed is shown as text. */
export function toKind(type: string): Kind {
  const plain = type.toLowerCase().trim();
  if (plain.endsWith('[]') || plain.startsWith('_')) {
    return 'json';
  }
  return kinds.get(plain.replace(/\(.*\)/, '').trim()) ?? 'string';
}

/** `'runs bigint, coverage double precision'` as columns. */
export function parseColumns(list: string): Column[] {
  return list.split(',').map((entry) => {
    const [name, ...type] = entry.trim().split(' ');
    return { name, type: type.join(' ') };
  });
}
