/** What the teams pay for. Apify bills by use, the others by the day or month. */
export interface Bill {
  system: string;
  environment: string;
  provider: 'apify' | 'render' | 'supabase';
  item: string;
  /** USD; every day, on the first of a month only, or for each run. */
  amount: number;
  per: 'day' | 'month' | 'run';
}

export const bills: Bill[] = [
  { system: 'IGF', environment: 'prod', provider: 'apify', item: 'actor runs', amount: 0.03, per: 'run' },
  { system: 'IGF', environment: 'dev', provider: 'apify', item: 'actor runs', amount: 0.03, per: 'run' },
  { system: 'IGM', environment: 'prod', provider: 'apify', item: 'actor runs', amount: 0.03, per: 'run' },
  { system: 'IGM', environment: 'dev', provider: 'apify', item: 'actor runs', amount: 0.03, per: 'run' },
  { system: 'IGF', environment: 'prod', provider: 'render', item: 'workers', amount: 1.68, per: 'day' },
  { system: 'IGM', environment: 'prod', provider: 'render', item: 'workers', amount: 1.68, per: 'day' },
  { system: 'OPT', environment: 'prod', provider: 'render', item: 'web service', amount: 2.83, per: 'day' },
  { system: 'OPT', environment: 'dev', provider: 'render', item: 'web service', amount: 0.24, per: 'day' },
  { system: 'IGF', environment: 'prod', provider: 'supabase', item: 'plan', amount: 25, per: 'month' },
  { system: 'IGM', environment: 'prod', provider: 'supabase', item: 'plan', amount: 25, per: 'month' },
  { system: 'OPT', environment: 'prod', provider: 'supabase', item: 'plan', amount: 25, per: 'month' },
  { system: 'IGF', environment: 'prod', provider: 'supabase', item: 'disk', amount: 0.16, per: 'day' },
  { system: 'OPT', environment: 'prod', provider: 'supabase', item: 'disk', amount: 0.09, per: 'day' },
];

/** One of Apify's credits is worth 1 USD. */
export const apifyUnit = 'credits';

/**
 * What a month may cost. Supabase is near its limit from the first of each month on; Apify's credits run short in the last
 * third of it.
 */
export const budgets = [
  { provider: 'apify', monthlyAmount: 2_200, monthlyUnits: 1_600 },
  { provider: 'render', monthlyAmount: 240, monthlyUnits: null },
  { provider: 'supabase', monthlyAmount: 86, monthlyUnits: null },
] as const;
