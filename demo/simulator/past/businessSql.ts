import { accountsSql } from './accountsSql';
import { backupsSql } from './backupsSql';
import { costsSql } from './costsSql';
import { learnersSql } from './learnersSql';
import type { Period } from './period';
import { qualitySql } from './qualitySql';
import { subscriptionsSql } from './subscriptionsSql';

/**
 * The statements that fill the tables behind the optional views (supabase/seed/20_optional_tables.sql) for a period. To be
 * run after `historySql` in the same transaction.
 */
export function businessSql(period: Period, isFirst: boolean): string {
  return [
    learnersSql(period, isFirst),
    subscriptionsSql(period, isFirst),
    costsSql(period, isFirst),
    accountsSql(period),
    qualitySql(period),
    backupsSql(period),
    'analyze public.users, public.activity, public.subscriptions, public.payments, public.costs, public.quality_checks, public.backups;',
  ].join('\n');
}
