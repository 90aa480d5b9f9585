/**
 * Grafana's unit for a column, from the ending of its name. Ratios are guessed only where `ratios` says that the names
 * follow our contract: a stranger's `exchange_rate` is no percentage.
 * https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts lists the ids.
 */
export function unitOf(column: string, ratios: boolean): string | undefined {
  if (column.endsWith('_seconds')) {
    return 's';
  }
  if (column.endsWith('_bytes')) {
    return 'bytes';
  }
  if (column.endsWith('_per_minute')) {
    return 'cpm';
  }
  return ratios && /^(coverage|target|trend|.*_(coverage|rate|ratio|share))$/.test(column) ? 'percentunit' : undefined;
}

const words = new Map([
  ['id', 'ID'],
  ['api', 'API'],
  ['cpu', 'CPU'],
  ['url', 'URL'],
  ['avg', 'average'],
]);

/** `avg_duration_seconds` → `Average duration`: the unit is shown beside the value, so its name is left out. */
export function displayNameOf(column: string): string {
  const plain = column.replace(/(.)_(seconds|bytes|ratio|per_minute|at)$/, '$1');
  const text = plain
    .split('_')
    .filter(Boolean)
    .map((word) => words.get(word) ?? word)
    .join(' ');
  if (text === '') {
    return column;
  }
  // p50 and p95 are written small.
  return /^p\d+\b/.test(text) ? text : text[0].toUpperCase() + text.slice(1);
}
