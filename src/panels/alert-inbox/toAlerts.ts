import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { toMillis, toText } from '../../shared/fields/cell';
import { resolveFields, type FieldRole } from '../../shared/fields/resolveFields';
import type { AlertInboxOptions } from './options';
import { isOpen, SEVERITIES, severityOf, type Severity } from './severity';

export interface AlertLink {
  label: string;
  url: string;
}

/** One row of the inbox. Times are milliseconds since 1970. */
export interface AlertRow {
  key: string;
  rowIndex: number;
  name: string;
  open: boolean;
  /** The status as the data has it. */
  status: string;
  severity: Severity;
  severityWord: string;
  place: string | null;
  summary: string | null;
  since: number | null;
  until: number | null;
  acknowledgedBy: string | null;
  links: AlertLink[];
}

export type AlertsResult =
  | { kind: 'empty' }
  | { kind: 'missing'; roles: FieldRole[]; available: string[] }
  | { kind: 'alerts'; alerts: AlertRow[]; nameField: Field };

/** Rows of any source as alerts: open ones first, the most severe of them first, then the newest. */
export function toAlerts(frames: DataFrame[], options: AlertInboxOptions): AlertsResult {
  const { required, optional } = roles(options);
  const resolved = resolveFields(frames, required, optional);
  if (resolved.kind !== 'found') {
    return resolved;
  }
  const { frame, fields } = resolved;
  const alerts = Array.from({ length: frame.length }, (_, rowIndex): AlertRow => {
    const text = (field: Field | undefined) => toText(field?.values[rowIndex]);
    const time = (field: Field | undefined) => (text(field) === null ? null : toMillis(field?.values[rowIndex]));
    const status = text(fields.status);
    const severityWord = text(fields.severity);
    return {
      key: [text(fields.fingerprint) ?? text(fields.name), text(fields.since), status, rowIndex].join(' '),
      rowIndex,
      name: text(fields.name) ?? '–',
      open: isOpen(status),
      status: status ?? 'firing',
      severity: severityOf(severityWord),
      severityWord: severityWord ?? 'no severity',
      place: [text(fields.system), text(fields.environment)].filter(Boolean).join(' · ') || null,
      summary: text(fields.summary),
      since: time(fields.since),
      until: time(fields.until),
      acknowledgedBy: text(fields.acknowledgedBy),
      links: [
        ...toLink('Runbook', text(fields.runbook)),
        ...toLink('Dashboard', text(fields.dashboard)),
        ...toLink('Panel', text(fields.panel)),
      ],
    };
  });
  return { kind: 'alerts', alerts: alerts.sort(byUrgency), nameField: fields.name };
}

function roles(options: AlertInboxOptions) {
  const text = [FieldType.string];
  const times = [FieldType.time, FieldType.string, FieldType.number];
  const required: Record<'name', FieldRole> = {
    name: {
      label: 'Name',
      chosen: options.nameField,
      names: ['alertname', 'name', 'rule', 'rulename', 'title', 'alert'],
      types: text,
      byType: true,
    },
  };
  const optional = {
    status: { label: 'Status', chosen: options.statusField, names: ['status', 'state', 'alertstate'], types: [] },
    severity: { label: 'Severity', chosen: options.severityField, names: ['severity', 'level', 'priority'], types: [] },
    summary: {
      label: 'Summary',
      chosen: options.summaryField,
      names: ['summary', 'description', 'message', 'text'],
      types: text,
    },
    since: {
      label: 'Since',
      chosen: options.sinceField,
      names: ['starts_at', 'active_at', 'since', 'started_at', 'time'],
      types: times,
    },
    until: { label: 'Until', names: ['ends_at', 'resolved_at', 'ended_at'], types: times },
    system: { label: 'System', names: ['system'], types: text },
    environment: { label: 'Environment', names: ['environment', 'env'], types: text },
    fingerprint: { label: 'Fingerprint', names: ['fingerprint', 'id'], types: [] },
    acknowledgedBy: { label: 'Acknowledged by', names: ['acknowledged_by', 'acked_by'], types: text },
    runbook: { label: 'Runbook', names: ['runbook_url', 'runbook'], types: text },
    dashboard: { label: 'Dashboard', names: ['dashboard_url', 'dashboard'], types: text },
    panel: { label: 'Panel', names: ['panel_url', 'panel'], types: text },
  } satisfies Record<string, FieldRole>;
  return { required, optional };
}

/** A link out of the data: http(s) or a path of this Grafana, nothing that could run. */
function toLink(label: string, url: string | null): AlertLink[] {
  return url !== null && /^(https?:\/\/|\/(?!\/))/i.test(url) ? [{ label, url }] : [];
}

function byUrgency(a: AlertRow, b: AlertRow): number {
  if (a.open !== b.open) {
    return a.open ? -1 : 1;
  }
  const bySeverity = a.open ? SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) : 0;
  return bySeverity || (b.since ?? 0) - (a.since ?? 0) || a.rowIndex - b.rowIndex;
}
