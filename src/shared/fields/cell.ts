import {
  formattedValueToString,
  getDisplayProcessor,
  type DisplayProcessor,
  type Field,
  type GrafanaTheme2,
  type LinkModel,
} from '@grafana/data';

/** Shown where a value is null and the field says nothing else ("No value" in its options). */
const NOTHING = '–';

/** The field's own processor (units, mappings, thresholds); frames outside a panel have none yet. */
export function processorOf(field: Field, theme: GrafanaTheme2, timeZone?: string): DisplayProcessor {
  return field.display ?? getDisplayProcessor({ field, theme, timeZone });
}

/** A cell as text, by the field's unit, decimals and mappings. Null and undefined are the field's "No value" text. */
export function cellText(field: Field, value: unknown, theme: GrafanaTheme2, timeZone?: string): string {
  if (value === null || value === undefined || value === '') {
    return field.config.noValue ?? NOTHING;
  }
  return formattedValueToString(processorOf(field, theme, timeZone)(value));
}

/** A finite number, or null for everything else; numeric strings count, since some sources send big ones as text. */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'boolean') {
    return value ? 1 : 0;
  }
  if (value === null || value === undefined || value === '') {
    return null;
  }
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A non-empty string, or null. */
export function toText(value: unknown): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}

/** Milliseconds since 1970 of a time cell (number, ISO text or Date), or null. */
export function toMillis(value: unknown): number | null {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : null;
  }
  const parsed = value instanceof Date ? value.getTime() : Date.parse(String(value ?? ''));
  return Number.isNaN(parsed) ? null : parsed;
}

/** The data links of one row, from the first of the fields that has any. */
export function rowLinks(fields: Array<Field | undefined>, rowIndex: number): LinkModel[] {
  for (const field of fields) {
    const links = field?.config.links?.length ? (field.getLinks?.({ valueRowIndex: rowIndex }) ?? []) : [];
    if (links.length > 0) {
      return links;
    }
  }
  return [];
}
