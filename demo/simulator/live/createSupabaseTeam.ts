import { hostname } from 'node:os';
import { claimCommands } from '../../../docs/examples/claimCommands';
import { keepHouse } from '../../../docs/examples/keepHouse';
import type { Team } from './createSimulation';
import { createSupabaseBusiness } from './supabaseBusiness';
import { createThrowingClient, type SupabaseAccess } from './supabaseClient';
import { createSupabasePipeline } from './supabasePipeline';

/** The team on a Supabase project: its tables, and the commands and house-keeping of docs/workers.md exactly as shown there. */
export function createSupabaseTeam(access: SupabaseAccess): Required<Team> {
  const worker = `${hostname()}-${process.pid}`;
  const supabase = createThrowingClient(access);
  return {
    pipeline: createSupabasePipeline(access),
    business: createSupabaseBusiness(access),
    commands: (carryOut) => claimCommands(supabase, worker, carryOut),
    keepHouse: () => keepHouse(supabase),
  };
}
