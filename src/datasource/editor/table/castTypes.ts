/** The types that a value is cast to most; any other can be typed. */
export const castTypes = [
  'text',
  'int4',
  'int8',
  'numeric',
  'float8',
  'boolean',
  'date',
  'timestamptz',
  'interval',
  'uuid',
  'jsonb',
].map((value) => ({ label: value, value }));
