import type { ArgValue } from './model';
import { businessPresets } from './presets/businessPresets';
import { fleetPresets } from './presets/fleetPresets';
import type { Preset } from './presets/Preset';
import { recordPresets } from './presets/recordPresets';
import { runPresets } from './presets/runPresets';

export const presetSchema = 'scrapewatch';

/** In the order of the gallery. */
export const presetIds = [
  'overview_status',
  'run_stats',
  'run_series',
  'coverage_by_client',
  'duration_histogram',
  'stuck_runs',
  'job_queue',
  'scraper_status',
  'worker_status',
  'account_health',
  'queue_series',
  'queue_forecast',
  'data_quality',
  'anomalies',
  'slo_report',
  'growth_stats',
  'growth_series',
  'high_value_pages',
  'cost_series',
  'capacity_forecast',
  'backup_status',
  'product_stats',
  'product_series',
  'product_funnel',
  'alerts',
  'alert_events',
  'alert_actions',
  'command_log',
  'deployments',
  'maintenance_windows',
  'logs',
] as const;

export type PresetId = (typeof presetIds)[number];

/** Every named question, by its id: the name of the function or table that answers it. */
export const presets: Record<PresetId, Preset> = {
  ...runPresets,
  ...fleetPresets,
  ...businessPresets,
  ...recordPresets,
};

/** True for the id of a preset. */
export function isPresetId(value: unknown): value is PresetId {
  return typeof value === 'string' && Object.hasOwn(presets, value);
}

/**
 * The preset's arguments that name dashboard variables, to be written into the query. Grafana runs a panel again after a
 * variable changed only when the panel's JSON names that variable; defaults inside a plugin are invisible to it.
 */
export function variableArgs(id: PresetId): Record<string, ArgValue> {
  return Object.fromEntries(Object.entries(presets[id].args).filter(([, value]) => Array.isArray(value)));
}
