import type { SupabaseClient } from '@supabase/supabase-js';

/** Rolls up and asks for resets by policy; call it once a minute, from as many workers as you like. */
export async function keepHouse(supabase: SupabaseClient): Promise<void> {
  const scrapewatch = supabase.schema('scrapewatch');
  await scrapewatch.rpc('refresh_rollups').throwOnError();
  await scrapewatch.rpc('run_remediation').throwOnError();
}
