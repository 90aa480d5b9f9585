/**
 * Everything that anybody but the owner may do with what is ours: role → verb → objects. Nothing else may be granted to
 * anyone, PUBLIC included; privileges.integration.test.ts compares this page with a migrated database. (R8)
 */
export type Grants = Record<string, Record<string, string[]>>;

/** The reader's relations: what every Viewer of the data source may read. */
const readable = [
  ...['runs', 'clients', 'pages', 'scrapers', 'queue_samples', 'logs', 'heartbeats'],
  ...['costs', 'quality_checks', 'accounts', 'backups', 'users', 'activity', 'subscriptions', 'payments'],
  ...['settings', 'alerts', 'alert_events', 'alert_actions', 'command_log', 'deployments', 'maintenance_windows'],
  ...['budgets', 'slos', 'size_samples', 'versions'],
  // Functions that run with the asking role's rights read these for it.
  ...['run_rollups', 'rollup_hours', 'rollup_changes', 'rollup_state', 'rollup_quality'],
];

const reading = [
  ...[
    'overview_status',
    'run_stats',
    'run_series',
    'coverage_by_client',
    'duration_histogram',
    'stuck_runs',
    'job_queue',
  ],
  ...['scraper_status', 'worker_status', 'queue_series', 'queue_forecast', 'growth_stats', 'growth_series'],
  ...[
    'account_health',
    'data_quality',
    'high_value_pages',
    'anomalies',
    'capacity_forecast',
    'slo_report',
    'cost_series',
  ],
  ...['product_stats', 'product_series', 'product_funnel', 'backup_status', 'verify_rollups', 'describe', 'health'],
  'describe_relations',
  // Inner parts of the above, which run with the asking role's rights.
  ...['rollup_buckets', 'rollup_edges', 'rollup_fingerprints', 'rollup_histogram', 'rollup_level', 'rollup_middles'],
  ...['rollup_parts', 'rollup_percentile', 'rollup_rows', 'rollup_segments', 'rollup_days', 'rollup_differences'],
  ...['rollup_read', 'rollup_runs'],
];

export const grants: Grants = {
  scrapewatch_reader: { usage: ['schema scrapewatch'], select: readable, execute: reading },
  scrapewatch_operator: {
    usage: ['schema scrapewatch'],
    select: [...readable, 'audit_log', 'remediation_policies'],
    execute: [
      ...reading,
      ...['request_command', 'undo_command', 'acknowledge_alert', 'unacknowledge_alert', 'assign_alert', 'note_alert'],
      'snooze_alert',
    ],
  },
  scrapewatch_metrics: { usage: ['schema public'], execute: ['scrapewatch_metrics'] },
  scrapewatch_ingest: { usage: ['schema public'], execute: ['scrapewatch_ingest_alerts'] },
  // The team's own workers, with the project's secret key.
  service_role: {
    usage: ['schema scrapewatch'],
    select: ['deployments', 'remediation_policies'],
    insert: ['deployments', 'remediation_policies'],
    update: ['remediation_policies'],
    delete: ['remediation_policies'],
    execute: [
      ...['claim_commands', 'renew_command', 'finish_command', 'expire_commands', 'run_remediation'],
      ...['refresh_rollups', 'record_sizes'],
    ],
  },
};

/** `role verb object`, sorted. */
export function grantLines(table: Grants): string[] {
  return Object.entries(table)
    .flatMap(([role, verbs]) =>
      Object.entries(verbs).flatMap(([verb, objects]) => objects.map((object) => `${role} ${verb} ${object}`))
    )
    .sort();
}
