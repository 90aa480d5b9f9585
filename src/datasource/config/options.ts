import type { DataSourceJsonData } from '@grafana/data';

/** `jwt`: a publishable key and a token for each role (recommended). `key`: one key for everything. */
export type AuthMode = 'jwt' | 'key';

/** What Grafana stores openly about a data source; every Viewer can read it, so no secret may be in it. */
export interface ScrapewatchOptions extends DataSourceJsonData {
  /** The project's address, without `/rest/v1`. */
  url?: string;
  authMode?: AuthMode;
  /** Schemas that queries may name; the first is the default. */
  schemas?: string[];
  /** The server's cap on rows (Supabase: Max rows); paging finds the true one by itself. */
  rowCap?: number;
  /** Most rows that one query reads, over all its pages. */
  rowLimit?: number;
  prometheusUid?: string;
  /** A publishable key with which browsers hear that rows changed; absent: they only ask. */
  realtimeKey?: string;
  /** Seconds that Grafana's proxy waits for an answer. */
  timeout?: number;
  /** What the tokens said of themselves when they were typed; never the tokens. */
  readerRole?: string;
  readerTokenExpiresAt?: string;
  operatorRole?: string;
  operatorTokenExpiresAt?: string;
  /** The form of the API key when it was typed, such as `secret`. */
  apiKeyForm?: string;
  /** The reference of the Supabase project that the key or token named. */
  project?: string;
}

/** What Grafana encrypts and gives only to its proxy. */
export interface ScrapewatchSecrets {
  apiKey?: string;
  readerToken?: string;
  operatorToken?: string;
}

export type SecretName = keyof ScrapewatchSecrets;

export interface Settings {
  url: string;
  authMode: AuthMode;
  schemas: string[];
  rowCap: number;
  rowLimit: number;
  prometheusUid?: string;
  /** What is configured; whether it may be used is not checked. */
  realtimeKey?: string;
  /** Seconds that Grafana's proxy waits. */
  timeout?: number;
  readerRole?: string;
  readerTokenExpiresAt?: string;
  operatorRole?: string;
  apiKeyForm?: string;
  /** The reference of the Supabase project that the key or token names. */
  project?: string;
}

export const defaultSettings = {
  authMode: 'jwt',
  schemas: ['scrapewatch', 'public'],
  rowCap: 1000,
  rowLimit: 50_000,
} satisfies Partial<Settings>;

/** The options with their defaults; values of a wrong type, as hand-written provisioning may hold, count as not set. */
export function parseOptions(options: Partial<Record<keyof ScrapewatchOptions, unknown>> = {}): Settings {
  const schemas = Array.isArray(options.schemas)
    ? options.schemas.filter((name) => typeof name === 'string' && name)
    : [];
  return {
    url: text(options.url) ?? '',
    authMode: options.authMode === 'key' ? 'key' : defaultSettings.authMode,
    schemas: schemas.length > 0 ? schemas : defaultSettings.schemas,
    rowCap: positive(options.rowCap) ?? defaultSettings.rowCap,
    rowLimit: positive(options.rowLimit) ?? defaultSettings.rowLimit,
    prometheusUid: text(options.prometheusUid),
    realtimeKey: text(options.realtimeKey),
    timeout: typeof options.timeout === 'number' && options.timeout > 0 ? options.timeout : undefined,
    readerRole: text(options.readerRole),
    readerTokenExpiresAt: text(options.readerTokenExpiresAt),
    operatorRole: text(options.operatorRole),
    apiKeyForm: text(options.apiKeyForm),
    project: text(options.project),
  };
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 1 ? Math.floor(value) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
