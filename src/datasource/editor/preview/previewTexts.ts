import type { ScrapewatchQuery } from '../../query/model';
import { previewOf } from '../previewOf';

export interface PreviewContext {
  schemas: string[];
  /** Epoch milliseconds. */
  range: { from: number; to: number };
  replaceVariables: (query: ScrapewatchQuery) => ScrapewatchQuery;
}

export interface Preview {
  /** Of its tab. */
  title: string;
  /** The accessible name of its text. */
  label: string;
  text: string;
  /** What is copied. */
  copy: string;
  note?: string;
}

/** What a query becomes in each language; nothing for PromQL, which is shown as it is written. */
export function previewTexts(query: ScrapewatchQuery, context: PreviewContext): Preview[] {
  if (query.queryType === 'prometheus') {
    return [];
  }
  const request = previewOf(query, context);
  return [{ title: 'PostgREST URL', label: 'Request', text: request, copy: request }];
}
