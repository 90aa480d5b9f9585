// Supabase's API for P2, a process of its own: PostgREST answers on several threads, Lite's process on one.
import { z } from 'zod';
import { startSupabase } from '../../demo/stack/supabase.ts';

const given = z.object({
  databaseUrl: z.string(),
  keys: z.custom<Parameters<typeof startSupabase>[0]['keys']>((keys) => typeof keys === 'object' && keys !== null),
  maxRows: z.number(),
});

process.once('message', (message) => void start(message));

async function start(message: unknown): Promise<void> {
  const supabase = await startSupabase(given.parse(message));
  process.once('disconnect', () => void supabase.stop().then(() => process.exit(0)));
  process.send?.({ url: supabase.url });
}
