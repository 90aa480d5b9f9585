import type { Fields } from './readFields';

/** What each version changed, by the version that it makes; a migration leaves what it does not understand as it is. */
const migrations: Record<number, (fields: Fields) => Fields> = {
  // Columns were bare names until they could have a path, an alias and a cast.
  2: ({ columns, ...fields }) =>
    columns === undefined ? fields : { ...fields, columns: Array.isArray(columns) ? columns.map(toColumn) : columns },
};

/** The fields of a query of version `from` as version `to` writes them. */
export function migrate(fields: Fields, from: number, to: number): Fields {
  let migrated = fields;
  for (let version = from + 1; version <= to; version++) {
    migrated = migrations[version](migrated);
  }
  return migrated;
}

function toColumn(column: unknown): unknown {
  return typeof column === 'string' ? { column } : column;
}
