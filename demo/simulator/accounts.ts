/** What the scrapers log in with, go through and ask: names only, as the team shows them. */
export interface Account {
  name: string;
  system: 'IGF' | 'IGM';
  environment: 'prod' | 'dev';
  kind: 'account' | 'proxy' | 'api';
  provider: string;
  /** Calls an hour that the other side grants; null where it does not say. */
  rateLimit: number | null;
  /** How it stands when history ends. */
  habit: 'valid' | 'challenged' | 'blocked' | 'unknown';
}

export const accountNotes = {
  challenged: 'Log-in challenge: confirm by SMS',
  blocked: 'Temporarily blocked, action limit reached',
  'blocked proxy': 'Refused by instagram.com (HTTP 403)',
} as const;

const sessions = (system: 'IGF' | 'IGM', prefix: string, count: number): Account[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `${prefix}_${String(index + 1).padStart(2, '0')}`,
    system,
    environment: 'prod',
    kind: 'account',
    provider: 'instagram',
    rateLimit: 200,
    habit: HABITS[`${prefix}_${index + 1}`] ?? 'valid',
  }));

const HABITS: Record<string, Account['habit']> = { scout_4: 'challenged', lens_2: 'blocked' };

const proxies = (system: 'IGF' | 'IGM', names: string[]): Account[] =>
  names.map((name) => {
    const place = { system, environment: 'prod', kind: 'proxy', provider: 'residential pool' } as const;
    return { name, ...place, rateLimit: null, habit: 'valid' };
  });

const apis = (system: 'IGF' | 'IGM'): Account[] => [
  {
    name: 'Instagram web API',
    system,
    environment: 'prod',
    kind: 'api',
    provider: 'instagram',
    rateLimit: 5_000,
    habit: 'valid',
  },
  {
    name: 'Apify API',
    system,
    environment: 'prod',
    kind: 'api',
    provider: 'apify',
    rateLimit: 30_000,
    habit: 'valid',
  },
];

export const accounts: Account[] = [
  ...sessions('IGF', 'scout', 8),
  ...sessions('IGM', 'lens', 6),
  ...proxies('IGF', ['proxy-de-1', 'proxy-de-2', 'proxy-nl-1', 'proxy-us-1']),
  ...proxies('IGM', ['proxy-fr-1', 'proxy-us-2']),
  ...apis('IGF'),
  ...apis('IGM'),
  {
    name: 'scout_dev',
    system: 'IGF',
    environment: 'dev',
    kind: 'account',
    provider: 'instagram',
    rateLimit: 200,
    habit: 'unknown',
  },
];
