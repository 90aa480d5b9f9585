import { parseColumns } from '../columnTypes';
import type { Preset } from './Preset';
import { clients, scope, scopeFilters, scrapers } from './presetArguments';

/** What was recorded, newest first: alerts, commands, deployments, logs. */
export const recordPresets = {
  alerts: {
    label: 'Alerts',
    description: 'Alerts that were received, newest first.',
    requirements: ['A12'],
    format: 'table',
    source: {
      table: 'alerts',
      order: [{ column: 'starts_at', direction: 'desc' }],
      limit: 500,
      filters: {
        ...scopeFilters,
        statuses: { column: 'status', operator: 'in' },
        severities: { column: 'severity', operator: 'in' },
      },
    },
    args: scope,
    columns: parseColumns(
      'fingerprint text, status text, severity text, alertname text, system text, environment text, summary text, description text, labels jsonb, annotations jsonb, starts_at timestamptz, ends_at timestamptz, last_received_at timestamptz, runbook_url text, dashboard_url text, panel_url text, acknowledged_by text, acknowledged_at timestamptz, assigned_to text, snoozed_until timestamptz'
    ),
  },
  alert_events: {
    label: 'Alert history',
    description: 'Every alert event of the time range, in the order of arrival.',
    requirements: ['C17'],
    format: 'table',
    source: {
      table: 'alert_events',
      timeColumn: 'received_at',
      order: [{ column: 'received_at', direction: 'desc' }],
      limit: 500,
      filters: {
        alertnames: { column: 'alertname', operator: 'in' },
        fingerprints: { column: 'fingerprint', operator: 'in' },
        statuses: { column: 'status', operator: 'in' },
      },
    },
    args: {},
    columns: parseColumns(
      'event_id bigint, source text, fingerprint text, starts_at timestamptz, status text, ends_at timestamptz, alertname text, labels jsonb, annotations jsonb, values jsonb, generator_url text, receiver text, received_at timestamptz'
    ),
  },
  alert_actions: {
    label: 'Alert actions',
    description: 'Acknowledgements, notes, assignments and snoozes of the time range.',
    requirements: ['C17'],
    format: 'table',
    source: {
      table: 'alert_actions',
      timeColumn: 'acted_at',
      order: [{ column: 'acted_at', direction: 'desc' }],
      limit: 500,
      filters: {
        fingerprints: { column: 'fingerprint', operator: 'in' },
        actions: { column: 'action', operator: 'in' },
      },
    },
    args: {},
    columns: parseColumns(
      'action_id bigint, fingerprint text, starts_at timestamptz, action text, actor text, claimed_by text, note text, assignee text, snoozed_until timestamptz, acted_at timestamptz'
    ),
  },
  command_log: {
    label: 'Commands',
    description: 'What was asked for in the time range, by whom, and how it ended.',
    requirements: ['A9'],
    format: 'table',
    source: {
      table: 'command_log',
      timeColumn: 'requested_at',
      order: [{ column: 'requested_at', direction: 'desc' }],
      limit: 500,
      filters: {
        kinds: { column: 'kind', operator: 'in' },
        statuses: { column: 'status', operator: 'in' },
        targets: { column: 'target', operator: 'in' },
      },
    },
    args: {},
    columns: parseColumns(
      'command_id bigint, kind text, target text, system text, environment text, reason text, actor text, claimed_by text, status text, requested_at timestamptz, not_before timestamptz, expires_at timestamptz, worker text, claimed_at timestamptz, lease_until timestamptz, attempts integer, finished_at timestamptz, result text'
    ),
  },
  deployments: {
    label: 'Deployments',
    description: 'What was deployed when; made for annotations.',
    requirements: ['A13'],
    format: 'table',
    source: {
      table: 'deployments',
      timeColumn: 'deployed_at',
      order: [{ column: 'deployed_at', direction: 'desc' }],
      limit: 500,
      filters: scopeFilters,
    },
    args: scope,
    columns: parseColumns('deployed_at timestamptz, system text, environment text, version text, description text'),
  },
  maintenance_windows: {
    label: 'Maintenance',
    description: 'Planned work; made for annotations.',
    requirements: ['A15'],
    format: 'table',
    source: {
      table: 'maintenance_windows',
      timeColumn: 'starts_at',
      order: [{ column: 'starts_at', direction: 'desc' }],
      limit: 500,
      filters: {
        systems: { column: 'system', operator: 'in' },
        environments: { column: 'environment', operator: 'in' },
      },
    },
    args: scope,
    columns: parseColumns(
      'window_id bigint, starts_at timestamptz, ends_at timestamptz, system text, environment text, reason text, created_by text, created_at timestamptz'
    ),
  },
  logs: {
    label: 'Logs',
    description: 'Log lines of the time range, newest first; filter by scraper, client, level and text.',
    requirements: ['A10'],
    format: 'logs',
    source: {
      table: 'logs',
      timeColumn: 'logged_at',
      order: [{ column: 'logged_at', direction: 'desc' }],
      limit: 500,
      filters: {
        ...scopeFilters,
        clients: { column: 'client', operator: 'in' },
        scrapers: { column: 'scraper', operator: 'in' },
        levels: { column: 'level', operator: 'in' },
        runs: { column: 'run_id', operator: 'in' },
        search: { column: 'message', operator: 'ilike' },
      },
    },
    args: { ...scope, ...clients, ...scrapers },
    columns: parseColumns(
      'log_id text, logged_at timestamptz, system text, environment text, scraper text, client text, run_id text, level text, message text'
    ),
  },
} satisfies Record<string, Preset>;
