import { column, place, required, type ViewSpec, wordList } from './viewSpec';

/** The eight views that only some teams have tables for. */
export const optionalViews: ViewSpec[] = [
  {
    view: 'costs',
    tables: wordList('costs daily_costs billing bills invoices_daily spend usage_costs'),
    lost: 'cost tracking',
    columns: [
      required('day', 'date', 'date', 'day date billed_on billed_at usage_date created_at'),
      ...place(),
      column('provider', 'text', 'text', 'provider vendor service supplier source', {
        otherwise: "'unknown'::text",
        cost: 'cost by provider',
      }),
      column('item', 'text', 'text', 'item description sku product line_item', { otherwise: "'all'::text" }),
      required(
        'amount',
        'double precision',
        'money',
        'amount cost total price amount_cents cost_cents amount_usd cost_usd total_cents'
      ),
      column('currency', 'text', 'text', 'currency currency_code', {
        otherwise: "'USD'::text",
        cost: 'the currency: change the word when it is not USD',
      }),
      column('units', 'double precision', 'double', 'units credits quantity usage credits_used'),
      column('unit', 'text', 'text', 'unit unit_name'),
    ],
  },
  {
    view: 'quality_checks',
    tables: wordList('quality_checks data_quality validation_runs data_checks validations'),
    lost: 'data quality of other tables than the runs',
    columns: [
      required('checked_at', 'timestamptz', 'time', 'checked_at created_at ran_at time created timestamp'),
      ...place(),
      required('dataset', 'text', 'text', 'dataset table_name data_set entity name'),
      required('rows_checked', 'bigint', 'bigint', 'rows_checked row_count total_rows checked total rows'),
      column('required_values', 'bigint', 'bigint', 'required_values required expected_values', {
        otherwise: '0::bigint',
        cost: 'completeness',
      }),
      column('missing_values', 'bigint', 'bigint', 'missing_values missing null_count nulls', {
        otherwise: '0::bigint',
        cost: 'completeness',
      }),
      column('invalid_rows', 'bigint', 'bigint', 'invalid_rows invalid failed errors failed_rows', {
        otherwise: '0::bigint',
        cost: 'accuracy',
      }),
      column('duplicate_rows', 'bigint', 'bigint', 'duplicate_rows duplicates duplicate_count', {
        otherwise: '0::bigint',
        cost: 'duplicates',
      }),
      column('newest_row_at', 'timestamptz', 'time', 'newest_row_at latest_row_at max_created_at freshest_at', {
        cost: 'freshness',
      }),
    ],
  },
  {
    view: 'accounts',
    tables: wordList(
      'scraper_accounts instagram_accounts ig_accounts session_accounts accounts proxies account_health account_pool'
    ),
    lost: 'account and proxy health',
    columns: [
      column('account', 'text', 'text', 'account account_name username name handle label host', {
        otherwise: '',
        cost: 'names: the id is shown',
      }),
      ...place(),
      column('kind', 'text', 'words', 'kind type account_type', {
        vocabulary: 'accountKind',
        otherwise: "'account'::text",
      }),
      column('provider', 'text', 'text', 'provider platform service network vendor', { otherwise: "'unknown'::text" }),
      required('status', 'text', 'words', 'status state health health_status', { vocabulary: 'account' }),
      required(
        'checked_at',
        'timestamptz',
        'time',
        'checked_at last_checked_at last_checked last_check_at verified_at last_used_at updated_at'
      ),
      column('rate_limit_remaining', 'integer', 'integer', 'rate_limit_remaining remaining requests_left'),
      column('detail', 'text', 'text', 'detail note reason last_error error message'),
    ],
  },
  {
    view: 'backups',
    tables: wordList('backups backup_log backup_runs database_backups db_backups dumps'),
    lost: 'the age of the last backup',
    columns: [
      required('backup_id', 'text', 'id', 'id backup_id uuid'),
      ...place(),
      required(
        'finished_at',
        'timestamptz',
        'time',
        'finished_at completed_at ended_at created_at taken_at time created'
      ),
      column('ok', 'boolean', 'words', 'ok succeeded success is_ok successful status state result', {
        vocabulary: 'backup',
        otherwise: 'true',
        cost: 'failed backups: each counts as good',
      }),
      column('size_bytes', 'bigint', 'bytes', 'size_bytes bytes size size_mb file_size'),
      column('verified_at', 'timestamptz', 'time', 'verified_at restored_at tested_at checked_at', {
        cost: 'restore checks',
      }),
    ],
  },
  {
    view: 'users',
    tables: wordList('users app_users profiles members learners students people'),
    lost: 'registrations and active users',
    columns: [
      required('user_id', 'text', 'id', 'id user_id uuid'),
      ...place(),
      required(
        'registered_at',
        'timestamptz',
        'time',
        'registered_at created_at signed_up_at joined_at created date_joined inserted_at registered created_on'
      ),
    ],
  },
  {
    view: 'activity',
    tables: wordList('activity user_activity activities user_events events analytics_events activity_log user_actions'),
    lost: 'daily and monthly active users',
    columns: [
      required('user_id', 'text', 'id', 'user_id customer_id account_id profile_id member_id learner_id student_id'),
      ...place(),
      column('kind', 'text', 'words', 'kind event event_type event_name action type activity_type name', {
        vocabulary: 'activity',
        otherwise: "'visit'::text",
        cost: 'quests completed',
      }),
      required(
        'happened_at',
        'timestamptz',
        'time',
        'happened_at created_at occurred_at time ts timestamp created at inserted_at'
      ),
    ],
  },
  {
    view: 'subscriptions',
    tables: wordList('subscriptions user_subscriptions memberships plans_users stripe_subscriptions subscription'),
    lost: 'subscriptions, revenue, churn',
    columns: [
      required('subscription_id', 'text', 'id', 'id subscription_id uuid'),
      required('user_id', 'text', 'id', 'user_id customer_id account_id profile_id member_id learner_id student_id'),
      ...place(),
      required('status', 'text', 'words', 'status state subscription_status active is_active', {
        vocabulary: 'subscription',
      }),
      column(
        'monthly_amount',
        'double precision',
        'money',
        'monthly_amount monthly_price amount price mrr amount_cents price_cents monthly_cents unit_amount',
        { otherwise: '0::double precision', cost: 'revenue' }
      ),
      column('currency', 'text', 'text', 'currency currency_code', {
        otherwise: "'USD'::text",
        cost: 'the currency: change the word when it is not USD',
      }),
      required(
        'started_at',
        'timestamptz',
        'time',
        'started_at created_at start_date created subscribed_at begins_at current_period_start'
      ),
      column(
        'ended_at',
        'timestamptz',
        'time',
        'ended_at canceled_at cancelled_at end_date ends_at terminated_at expired_at',
        { cost: 'churn' }
      ),
    ],
  },
  {
    view: 'payments',
    tables: wordList('payments charges transactions invoices stripe_payments payment_attempts orders'),
    lost: 'payments, failed payments',
    columns: [
      required('payment_id', 'text', 'id', 'id payment_id charge_id uuid'),
      required('user_id', 'text', 'id', 'user_id customer_id account_id profile_id member_id learner_id student_id'),
      ...place(),
      required('status', 'text', 'words', 'status state payment_status outcome succeeded paid is_paid', {
        vocabulary: 'payment',
      }),
      required('amount', 'double precision', 'money', 'amount total price amount_cents total_cents amount_minor value'),
      column('currency', 'text', 'text', 'currency currency_code', {
        otherwise: "'USD'::text",
        cost: 'the currency: change the word when it is not USD',
      }),
      required(
        'attempted_at',
        'timestamptz',
        'time',
        'attempted_at created_at paid_at charged_at created processed_at date'
      ),
    ],
  },
];
