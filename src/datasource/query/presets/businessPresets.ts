import { parseColumns } from '../columnTypes';
import type { Preset } from './Preset';
import { range, scope, zone } from './presetArguments';

/** Questions about clients, pages, costs and users. */
export const businessPresets = {
  growth_stats: {
    label: 'Clients and pages',
    description: 'Clients and pages in all and today, pages per client, high-value pages: one row.',
    requirements: ['A5'],
    format: 'table',
    source: { function: 'growth_stats' },
    args: { ...zone, ...scope },
    columns: parseColumns(
      'clients_total bigint, clients_today bigint, pages_total bigint, pages_today bigint, pages_per_client double precision, high_value_pages bigint, categorised_share double precision'
    ),
  },
  growth_series: {
    label: 'Growth by day',
    description: 'Clients added and pages discovered each day, and their totals.',
    requirements: ['A5'],
    format: 'timeseries',
    source: { function: 'growth_series' },
    args: { ...range, ...zone, ...scope },
    columns: parseColumns(
      'time timestamptz, clients_added bigint, pages_added bigint, clients_total bigint, pages_total bigint'
    ),
  },
  high_value_pages: {
    label: 'High-value pages',
    description: 'Pages that several clients follow, most followed first.',
    requirements: ['A5'],
    format: 'table',
    source: { function: 'high_value_pages' },
    args: scope,
    columns: parseColumns(
      'page_id text, page text, system text, environment text, category text, followers bigint, clients_following integer, discovered_at timestamptz'
    ),
  },
  cost_series: {
    label: 'Costs',
    description: 'What each provider cost a day, the month so far against its budget, and credits used.',
    requirements: ['D4'],
    format: 'table',
    source: { function: 'cost_series' },
    args: { ...range, ...scope },
    columns: parseColumns(
      'time timestamptz, provider text, amount double precision, currency text, month_amount double precision, budget_amount double precision, budget_used_ratio double precision, units double precision, month_units double precision, units_used_ratio double precision, amount_per_run double precision'
    ),
  },
  product_stats: {
    label: 'Product figures',
    description: 'Active users, registrations, subscriptions, recurring revenue, churn and failed payments: one row.',
    requirements: ['B6'],
    format: 'table',
    source: { function: 'product_stats' },
    args: { ...zone, ...scope },
    columns: parseColumns(
      'users_total bigint, registrations_today bigint, active_today bigint, active_30d bigint, stickiness_ratio double precision, quests_today bigint, active_subscriptions bigint, mrr double precision, currency text, churn_ratio double precision, payments_24h bigint, failed_payments_24h bigint, failed_payment_ratio double precision'
    ),
  },
  product_series: {
    label: 'Product by day',
    description: 'Registrations, active users, subscriptions, revenue and failed payments, one row a day.',
    requirements: ['B6'],
    format: 'timeseries',
    source: { function: 'product_series' },
    args: { ...range, ...zone, ...scope },
    columns: parseColumns(
      'time timestamptz, registrations bigint, active_users bigint, active_users_30d bigint, quests_completed bigint, subscriptions_started bigint, subscriptions_ended bigint, active_subscriptions bigint, mrr double precision, revenue double precision, payments_failed bigint'
    ),
  },
  product_funnel: {
    label: 'Product funnel',
    description: 'Of those who registered in the time range: who came back, finished a quest, subscribed, paid.',
    requirements: ['B6'],
    format: 'table',
    source: { function: 'product_funnel' },
    args: { ...range, ...scope },
    columns: parseColumns(
      'step text, position integer, users bigint, share_of_first double precision, share_of_previous double precision'
    ),
  },
} satisfies Record<string, Preset>;
