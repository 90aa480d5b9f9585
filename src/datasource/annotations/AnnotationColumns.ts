import type { ScrapewatchQuery } from '../query/model';

/** Which columns of a query's rows make an event; each absent one is guessed by its name. */
export interface AnnotationColumns {
  time?: string;
  /** An event with an end is a region; an empty end is the end of the time range: it is not over yet. */
  timeEnd?: string;
  title?: string;
  text?: string;
  tags?: string[];
  id?: string;
}

/** A query whose rows are shown as events. */
export type AnnotationQuery = ScrapewatchQuery & { annotation?: AnnotationColumns };

/** The columns that a saved query names, as far as they are names. */
export function parseAnnotationColumns(saved: unknown): AnnotationColumns | undefined {
  const fields = toFields(toFields(saved).annotation);
  if (toFields(saved).annotation === undefined) {
    return undefined;
  }
  const name = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const tags = Array.isArray(fields.tags) ? fields.tags.flatMap((tag) => name(tag) ?? []) : undefined;
  return {
    time: name(fields.time),
    timeEnd: name(fields.timeEnd),
    title: name(fields.title),
    text: name(fields.text),
    tags,
    id: name(fields.id),
  };
}

function toFields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
