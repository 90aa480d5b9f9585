import type { DataQueryRequest, GrafanaTheme2, ScopedVars } from '@grafana/data';

/**
 * What newer versions of Grafana give and the oldest supported one does not know, not even as a type: the one place where
 * it is looked for. tests/types checks the rest of the source against both ends.
 */

/** The background of what floats above the page; since 11.6, before that the one of panels. */
export function elevatedBackground({ colors: { background } }: GrafanaTheme2): string {
  return 'elevated' in background && typeof background.elevated === 'string'
    ? background.elevated
    : background.secondary;
}

/** The dashboard's ad-hoc conditions, in a request since 10.2. */
export function filtersIn(request: Partial<DataQueryRequest>): unknown {
  return 'filters' in request ? request.filters : undefined;
}

/** The variables of the panel that a log line's context is asked from, since 10.3. */
export function scopedVarsIn(options: object | undefined): ScopedVars | undefined {
  return options && 'scopedVars' in options && isRecord(options.scopedVars) ? options.scopedVars : undefined;
}

function isRecord(value: unknown): value is ScopedVars {
  return typeof value === 'object' && value !== null;
}
