import * as z from 'zod';

const paneSchema = z.looseObject({
  datasource: z.string().nullish(),
  queries: z.array(z.looseObject({ refId: z.string().default('A') })).default([]),
  range: z
    .object({ from: z.union([z.string(), z.number()]), to: z.union([z.string(), z.number()]) })
    .default({ from: 'now-1h', to: 'now' }),
});

/** What Explore shows. */
export interface ExplorePane {
  /** uid; empty for the default data source. */
  datasource: string;
  queries: Array<Record<string, unknown> & { refId: string }>;
  /** "now-1h", milliseconds since 1970 as text, or ISO 8601. */
  range: { from: string; to: string };
}

const paneId = 'workbench';

/**
 * Reads both forms of Grafana's addresses of Explore:
 * `?schemaVersion=1&panes={"<any id>": {datasource, queries, range}}` (the first pane counts) and
 * `?left={datasource, queries, range}`. What cannot be read is an empty pane.
 * @see https://grafana.com/docs/grafana/latest/explore/get-started-with-explore/#generate-explore-urls-from-external-tools
 */
export function parseExploreUrl(search: string): ExplorePane {
  const params = new URLSearchParams(search);
  const panes = parseJson(params.get('panes'));
  const first: unknown = typeof panes === 'object' && panes !== null ? Object.values(panes)[0] : undefined;
  const parsed = paneSchema.safeParse(first ?? parseJson(params.get('left')) ?? {});
  const { datasource, queries, range } = parsed.success ? parsed.data : paneSchema.parse({});
  return {
    datasource: datasource ?? '',
    queries,
    range: { from: toTime(range.from), to: toTime(range.to) },
  };
}

/** The address of a pane, in Grafana's newer form. */
export function exploreUrl(pane: ExplorePane): string {
  const panes = encodeURIComponent(JSON.stringify({ [paneId]: pane }));
  return `/explore?schemaVersion=1&panes=${panes}&orgId=1`;
}

function parseJson(text: string | null): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Data links write milliseconds; a scene's time range reads ISO 8601. */
function toTime(time: string | number): string {
  const text = String(time);
  return /^\d{6,}$/.test(text) ? new Date(Number(text)).toISOString() : text;
}
