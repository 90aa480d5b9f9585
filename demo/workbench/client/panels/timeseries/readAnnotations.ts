import type { DataFrame } from '@grafana/data';

export interface Annotation {
  /** Milliseconds since 1970. */
  time: number;
  /** Only of a region. */
  timeEnd?: number;
  title?: string;
  text: string;
  tags: string[];
  color: string;
}

const defaultColor = 'rgba(0, 211, 255, 1)';

/** Annotation frames (one row an event, columns by name) as a list; rows without a time are left out. */
export function readAnnotations(frames: DataFrame[]): Annotation[] {
  return frames.flatMap((frame) => {
    const column = (name: string): unknown[] => frame.fields.find((field) => field.name === name)?.values ?? [];
    const columns = {
      time: column('time'),
      timeEnd: column('timeEnd'),
      title: column('title'),
      text: column('text'),
      tags: column('tags'),
      color: column('color'),
    };
    return Array.from({ length: frame.length }, (_, row): Annotation | undefined => {
      const time = columns.time[row];
      const timeEnd = columns.timeEnd[row];
      const tags = columns.tags[row];
      if (typeof time !== 'number') {
        return undefined;
      }
      return {
        time,
        ...(typeof timeEnd === 'number' && timeEnd > time ? { timeEnd } : {}),
        title: toText(columns.title[row]),
        text: toText(columns.text[row]) ?? '',
        tags: Array.isArray(tags) ? tags.map(String) : [],
        color: toText(columns.color[row]) ?? defaultColor,
      };
    }).filter((annotation) => annotation !== undefined);
  });
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
