import type { SelectableValue } from '@grafana/data';
import type { Schema } from '../../schema/Schema';

/** What an argument's field looks like. */
export type ArgumentKind = 'boolean' | 'number' | 'time' | 'date' | 'interval' | 'list' | 'text';

const kinds: Array<[RegExp, ArgumentKind]> = [
  [/\[\]$|^_|^array$/, 'list'],
  [/^bool(ean)?$/, 'boolean'],
  [/^(small|big)?int(eger|\d)?$|^(numeric|decimal|real|float\d?|double precision|money|oid)\b/, 'number'],
  [/^timestamp/, 'time'],
  [/^date$/, 'date'],
  [/^interval/, 'interval'],
];

/** The kind of a Postgres type; anything that needs no help of ours is text. */
export function argumentKind(type: string): ArgumentKind {
  const plain = type.toLowerCase().trim();
  return kinds.find(([pattern]) => pattern.test(plain))?.[1] ?? 'text';
}

/** Values that an argument of this type often takes; every one is sent as it stands. */
export function usualValues(kind: ArgumentKind): Array<SelectableValue<string>> {
  return usual[kind] ?? [];
}

const usual: Partial<Record<ArgumentKind, Array<SelectableValue<string>>>> = {
  boolean: [
    { label: 'true', value: 'true' },
    { label: 'false', value: 'false' },
  ],
  time: [
    { label: 'Start of the time range', value: '${__from:date:iso}', description: '${__from:date:iso}' },
    { label: 'End of the time range', value: '${__to:date:iso}', description: '${__to:date:iso}' },
  ],
  date: [
    { label: 'First day of the time range', value: '${__from:date:YYYY-MM-DD}' },
    { label: 'Last day of the time range', value: '${__to:date:YYYY-MM-DD}' },
  ],
  interval: [
    { label: 'One point of the graph', value: '${__interval_ms} milliseconds' },
    { label: '1 minute', value: '1 minute' },
    { label: '1 hour', value: '1 hour' },
    { label: '1 day', value: '1 day' },
    { label: '1 week', value: '1 week' },
  ],
};

/** The labels of an enum, or of a list of one, as far as a column that was found has the same type. */
export function enumValues(type: string, schema: Schema | undefined): string[] {
  const element = bare(type);
  for (const table of schema?.tables ?? []) {
    const column = table.columns.find(({ type: own, values }) => values !== undefined && bare(own) === element);
    if (column?.values) {
      return column.values;
    }
  }
  return [];
}

function bare(type: string): string {
  return type.replace(/\[\]$/, '').replace(/^.*\./, '').replace(/"/g, '');
}

/** What is wrong with a value, before the database says so; undefined: nothing that can be told here. */
export function remarkOnValue(kind: ArgumentKind, value: string): string | undefined {
  if (value === '' || /[$[]/.test(value)) {
    return undefined;
  }
  if (kind === 'number' && !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$|^[+-]?(nan|infinity)$/i.test(value)) {
    return 'This is not a number.';
  }
  return undefined;
}
