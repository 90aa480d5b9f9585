import type { SupabaseClient } from '@supabase/supabase-js';

/** A row of scrapewatch.claim_commands. */
export interface ClaimedCommand {
  command_id: number;
  kind: 'reset_run' | 'start_scraper' | 'stop_scraper' | 'restart_scraper';
  /** The run's id, or the scraper's name. */
  target: string;
  system: string | null;
  environment: string | null;
  reason: string;
  actor: string | null;
  /** 1, or more when a worker lost it before. */
  attempts: number;
}

const RENEW_EVERY_MS = 20_000; // a third of the lease, command_lease_seconds

/**
 * Carries out every command that is due, one after the other, and says how each ended: with what `carryOut` resolves to, or
 * as failed with what it rejects with. `worker` names this process and no other. Rejects when the database cannot be reached.
 */
export async function claimCommands(
  supabase: SupabaseClient,
  worker: string,
  carryOut: (command: ClaimedCommand) => Promise<string>
): Promise<void> {
  const scrapewatch = supabase.schema('scrapewatch');
  for (;;) {
    const { data } = await scrapewatch.rpc('claim_commands', { worker }).throwOnError();
    const [command]: ClaimedCommand[] = data;
    if (!command) {
      return;
    }
    const mine = { command_id: command.command_id, worker };
    const renewal = setInterval(() => void scrapewatch.rpc('renew_command', mine).then(), RENEW_EVERY_MS);
    const end = await carryOut(command).then(
      (result) => ({ ok: true, result }),
      (error: unknown) => ({ ok: false, result: String(error) })
    );
    clearInterval(renewal);
    await scrapewatch.rpc('finish_command', { ...mine, ...end }).throwOnError();
  }
}
