/**
 * What the teams' billing, checks and platform write into the tables of supabase/seed/20_optional_tables.sql. Rows have the
 * tables' own columns; a row that is there already (an answer was lost) is left as it is, except where `replace` says so.
 */
export interface Business {
  add<Table extends keyof BusinessRows>(table: Table, rows: Array<BusinessRows[Table]>): Promise<void>;
  replace(table: 'costs', rows: Array<BusinessRows['costs']>): Promise<void>;
  /** The newest users, at most 1,000. */
  users(): Promise<Array<{ id: string; environment: string }>>;
  /** Who has been there since a time, at most 1,000. */
  visitorsSince(time: Date): Promise<string[]>;
  /** Subscriptions that have not ended, at most 1,000. */
  subscriptions(): Promise<Array<BusinessRows['subscriptions']>>;
  changeSubscription(id: string, change: { status: SubscriptionStatus; ended_at?: string }): Promise<void>;
  accounts(): Promise<AccountRow[]>;
  changeAccount(id: string, change: Omit<AccountRow, 'id' | 'name' | 'kind'>): Promise<void>;
  /** Null without one. */
  lastBackup(system: string, environment: string): Promise<LastBackup | null>;
  lastQualityCheck(): Promise<Date | null>;
  /** Runs of scrapers that were asked for in `from <= t < to`. */
  countRuns(scraperIds: string[], from: Date, to: Date): Promise<number>;
}

export interface LastBackup {
  finishedAt: Date;
  succeeded: boolean;
}

export type SubscriptionStatus = 'trialing' | 'active' | 'past_due' | 'cancelled';
export type AccountStatus = 'valid' | 'challenged' | 'blocked' | 'unknown';

export interface BusinessRows {
  users: { id: string; email: string; display_name: string; system: string; environment: string; created_at: string };
  activity: { user_id: string; system: string; environment: string; event: string; created_at: string };
  subscriptions: {
    id: string;
    user_id: string;
    system: string;
    environment: string;
    plan: string;
    status: SubscriptionStatus;
    monthly_price: number;
    currency: string;
    created_at: string;
  };
  payments: {
    id: string;
    subscription_id: string;
    user_id: string;
    system: string;
    environment: string;
    status: 'succeeded' | 'failed' | 'refunded';
    amount: number;
    currency: string;
    failure_reason: string | null;
    created_at: string;
  };
  costs: {
    day: string;
    system: string;
    environment: string;
    provider: string;
    item: string;
    amount: number;
    currency: string;
    units: number | null;
    unit: string | null;
  };
  quality_checks: {
    system: string;
    environment: string;
    table_name: string;
    rows_checked: number;
    required_values: number;
    missing_values: number;
    invalid_rows: number;
    duplicate_rows: number;
    newest_row_at: string;
    created_at: string;
  };
  backups: {
    id: string;
    system: string;
    environment: string;
    succeeded: boolean;
    size_bytes: number | null;
    finished_at: string;
  };
}

/** The columns by which a row is recognised. */
export const businessKeys: Record<keyof BusinessRows, string> = {
  users: 'id',
  activity: 'user_id,created_at,event',
  subscriptions: 'id',
  payments: 'id',
  costs: 'day,system,environment,provider,item',
  quality_checks: 'system,environment,table_name,created_at',
  backups: 'id',
};

export interface AccountRow {
  id: string;
  name: string;
  kind: 'account' | 'proxy' | 'api';
  status: AccountStatus;
  last_checked_at: string | null;
  rate_limit_remaining: number | null;
  note: string | null;
}
