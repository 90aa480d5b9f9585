import { type AccountRow, type Business, type BusinessRows, businessKeys } from './business';

type Rows = { [Table in keyof BusinessRows]: Array<BusinessRows[Table]> };

export interface MemoryBusiness extends Business {
  rows: Rows;
  accountRows: AccountRow[];
  /** Runs that `countRuns` tells of. */
  runs: number;
  /** While set, every call fails after having had its effect: the answer was lost. */
  losesAnswers?: boolean;
}

/** The optional tables in memory, for tests of what the simulated team decides. */
export function createMemoryBusiness(): MemoryBusiness {
  const answer = <T>(value: T): Promise<T> =>
    business.losesAnswers ? Promise.reject(new Error('The answer was lost')) : Promise.resolve(value);
  const keyOf = (table: keyof BusinessRows, row: object): string =>
    JSON.stringify(businessKeys[table].split(',').map((column) => new Map(Object.entries(row)).get(column)));

  const business: MemoryBusiness = {
    rows: { users: [], activity: [], subscriptions: [], payments: [], costs: [], quality_checks: [], backups: [] },
    accountRows: [],
    runs: 0,
    add: (table, rows) => {
      const known = new Set(business.rows[table].map((row) => keyOf(table, row)));
      business.rows[table].push(...rows.filter((row) => !known.has(keyOf(table, row))));
      return answer(undefined);
    },
    replace: (table, rows) => {
      const fresh = new Set(rows.map((row) => keyOf(table, row)));
      business.rows[table] = [...business.rows[table].filter((row) => !fresh.has(keyOf(table, row))), ...rows];
      return answer(undefined);
    },
    users: () => answer(business.rows.users.map(({ id, environment }) => ({ id, environment }))),
    visitorsSince: (time) =>
      answer(
        business.rows.activity
          .filter(({ event, created_at }) => event === 'visit' && new Date(created_at) >= time)
          .map(({ user_id }) => user_id)
      ),
    subscriptions: () => answer(business.rows.subscriptions.filter(({ status }) => status !== 'cancelled')),
    changeSubscription: (id, { status }) => {
      Object.assign(business.rows.subscriptions.find((row) => row.id === id) ?? {}, { status });
      return answer(undefined);
    },
    accounts: () => answer(business.accountRows.map((row) => ({ ...row }))),
    changeAccount: (id, change) => {
      Object.assign(business.accountRows.find((row) => row.id === id) ?? {}, change);
      return answer(undefined);
    },
    lastBackup: (system, environment) => {
      const ours = business.rows.backups.filter((row) => row.system === system && row.environment === environment);
      const newest = ours.at(-1);
      return answer(newest ? { finishedAt: new Date(newest.finished_at), succeeded: newest.succeeded } : null);
    },
    lastQualityCheck: () => {
      const newest = business.rows.quality_checks.at(-1);
      return answer(newest ? new Date(newest.created_at) : null);
    },
    countRuns: () => answer(business.runs),
  };
  return business;
}
