/** One condition of a dashboard's ad-hoc variable. Newer versions of Grafana give several values in `values`. */
export interface AdhocFilter {
  key: string;
  operator: string;
  value: string;
  values?: string[];
}

/** The conditions among what Grafana gives; half-filled ones, as the editor has them for a moment, are left out. */
export function parseAdhocFilters(given: unknown): AdhocFilter[] {
  return Array.isArray(given) ? given.flatMap(parseAdhocFilter) : [];
}

function parseAdhocFilter(given: unknown): AdhocFilter[] {
  const { key, operator, value, values } = toFields(given);
  if (typeof key !== 'string' || key === '' || typeof operator !== 'string') {
    return [];
  }
  const several = Array.isArray(values) ? values.filter((each) => typeof each === 'string') : undefined;
  const one = typeof value === 'string' ? value : (several?.[0] ?? '');
  return [{ key, operator, value: one, ...(several && several.length > 0 ? { values: several } : {}) }];
}

function toFields(given: unknown): Record<string, unknown> {
  return typeof given === 'object' && given !== null ? { ...given } : {};
}
