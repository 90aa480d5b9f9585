/** A request to the stranger's database, and what PostgREST's documentation says of its answer. */
export interface PostgrestCase {
  /** The page below https://docs.postgrest.org/en/v13/references/ that says so. */
  doc: string;
  /** Below `/rest/v1/`, not encoded; schema `shop`. */
  ask: string;
  headers?: Record<string, string>;
  status?: number;
  body?: unknown;
  /** The code of an error. */
  code?: string;
  contentRange?: string;
  /** Words that stand in an error's hint or details. */
  tells?: RegExp;
  /** What Supabase Lite does instead. */
  lite?: string;
}
