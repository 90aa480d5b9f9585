import { z } from 'zod';
import { PipelineOutage } from './pipeline';

export interface AlertmanagerAccess {
  supabaseUrl: string;
  publishableKey: string;
  /** Reads what is wrong, as Grafana does. */
  readerToken: string;
  /** May post notifications and nothing else. */
  ingestToken: string;
}

/** Reads rows of schema `scrapewatch` as Grafana's reader: a view, a table, or a function (`rpc/…`). Rejects as a pipeline does. */
export async function readRows<T extends z.ZodType>(
  { supabaseUrl, publishableKey, readerToken }: AlertmanagerAccess,
  row: T,
  path: string,
  query: Record<string, string> = {}
): Promise<Array<z.output<T>>> {
  const url = `${supabaseUrl}/rest/v1/${path}?${new URLSearchParams(query).toString()}`;
  const headers = { apikey: publishableKey, authorization: `Bearer ${readerToken}`, 'accept-profile': 'scrapewatch' };
  const body = await answerOf(url, { headers });
  return z.array(row).parse(JSON.parse(body));
}

/** Posts one notification to the inbox. */
export async function postNotification(
  { supabaseUrl, publishableKey, ingestToken }: AlertmanagerAccess,
  body: unknown
): Promise<void> {
  const headers = {
    apikey: publishableKey,
    authorization: `Bearer ${ingestToken}`,
    'content-type': 'application/json',
  };
  const url = `${supabaseUrl}/rest/v1/rpc/scrapewatch_ingest_alerts`;
  await answerOf(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function answerOf(url: string, init: RequestInit): Promise<string> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) }).catch((error: unknown) => {
    throw new PipelineOutage(error instanceof Error ? error.message : String(error));
  });
  const text = await response.text();
  if (response.status >= 500) {
    throw new PipelineOutage(`${response.status} ${text.slice(0, 200)}`);
  }
  if (!response.ok) {
    throw new Error(`${new URL(url).pathname} answered ${response.status}: ${text.slice(0, 200)}`);
  }
  return text;
}
