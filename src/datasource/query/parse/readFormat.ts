import type { Format } from '../model';

/** How the rows are shown; a table where nothing else is said. */
export function readFormat(saved: unknown): Format {
  return saved === 'timeseries' || saved === 'logs' ? saved : 'table';
}
