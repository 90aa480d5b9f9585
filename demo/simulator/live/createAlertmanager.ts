import { z } from 'zod';
import { alertFingerprint, alertKinds, hasRule } from '../alertKinds';
import type { Actor } from './actor';
import { type AlertmanagerAccess, postNotification, readRows } from './alertApi';
import { type Condition, findConditions } from './findConditions';

interface OpenAlert {
  fingerprint: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: Date;
}

/** Checks in a row that must find nothing before an alert counts as resolved: figures near a limit waver. */
const CALM_CHECKS = 3;
const NOT_ENDED = '0001-01-01T00:00:00Z'; // as Go writes a time that is not set

/**
 * Plays the team's own Alertmanager: looks for conditions in the database every so often and posts what began or ended to
 * `scrapewatch_ingest_alerts`, in Alertmanager's webhook form (version 4). It stands in for the rules that the catalogue does
 * not have yet, and for all of them while `realRules` says that nobody evaluates those. An alert that it raised, or the
 * pretended past did, it ends when its condition has ended or the real rule has raised it.
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export function createAlertmanager(access: AlertmanagerAccess, realRules: () => boolean = () => false): Actor {
  const calm = new Map<string, number>();

  return {
    name: 'alerts',
    step: async (now) => {
      const inbox = await openAlerts(access);
      const open = inbox.filter(isOurs);
      const conditions = await findConditions(access, now);
      const isReal = ({ labels }: Condition) => realRules() && hasRule(labels.alertname);
      const holding = new Set(
        conditions
          .filter((condition) => !(isReal(condition) && isToldByOthers(condition, inbox)))
          .map(({ labels }) => alertFingerprint(labels))
      );
      const firing = conditions
        .filter((condition) => !isReal(condition))
        .filter(({ labels }) => !open.some(({ fingerprint }) => fingerprint === alertFingerprint(labels)))
        .map((condition) => toAlert(condition, now));
      const over = open.filter(({ fingerprint }) => {
        const checks = holding.has(fingerprint) ? 0 : (calm.get(fingerprint) ?? 0) + 1;
        calm.set(fingerprint, checks);
        return checks >= CALM_CHECKS;
      });
      for (const [status, alerts] of [
        ['firing', firing],
        ['resolved', over],
      ] as const) {
        for (const group of byName(alerts)) {
          await postNotification(access, notification(status, group, now));
        }
      }
      over.forEach(({ fingerprint }) => calm.delete(fingerprint));
    },
  };
}

const labelsRow = z.record(z.string(), z.string());
const openRow = z.object({
  fingerprint: z.string(),
  labels: labelsRow,
  annotations: labelsRow,
  starts_at: z.string(),
});
/** What fires of these kinds, according to the inbox. */
async function openAlerts(access: AlertmanagerAccess): Promise<OpenAlert[]> {
  const columns = 'fingerprint,labels,annotations,starts_at';
  const names = `in.(${Object.keys(alertKinds).join(',')})`;
  const rows = await readRows(access, openRow, 'alerts', { select: columns, status: 'eq.firing', alertname: names });
  return rows.map(({ starts_at, ...row }) => ({ ...row, startsAt: new Date(starts_at) }));
}

/** The pretended past's are ours as well; others' are none of our business. */
function isOurs({ fingerprint, labels }: OpenAlert): boolean {
  return fingerprint === alertFingerprint(labels);
}

/** A real rule may name fewer labels than we do: stuck runs are one alert a system there. */
function isToldByOthers({ labels }: Condition, inbox: OpenAlert[]): boolean {
  const { alertname, system, environment, client } = labels;
  return inbox.some(
    (alert) =>
      !isOurs(alert) &&
      alert.labels.alertname === alertname &&
      alert.labels.system === system &&
      alert.labels.environment === environment &&
      (alert.labels.client === undefined || alert.labels.client === client)
  );
}

function toAlert({ labels, description, since }: Condition, now: Date): OpenAlert {
  const { severity, summary } = alertKinds[labels.alertname];
  return {
    fingerprint: alertFingerprint(labels),
    labels: { ...labels, severity, scrapewatch: 'true' },
    annotations: { summary, description },
    startsAt: since && since < now ? since : now,
  };
}

function byName(alerts: OpenAlert[]): OpenAlert[][] {
  const names = [...new Set(alerts.map(({ labels }) => labels.alertname))];
  return names.map((name) => alerts.filter(({ labels }) => labels.alertname === name));
}

function notification(status: 'firing' | 'resolved', alerts: OpenAlert[], now: Date): unknown {
  const groupLabels = { alertname: alerts[0]?.labels.alertname ?? '' };
  return {
    version: '4',
    groupKey: `{}:{alertname="${groupLabels.alertname}"}`,
    truncatedAlerts: 0,
    status,
    receiver: 'scrapewatch',
    groupLabels,
    commonLabels: groupLabels,
    commonAnnotations: {},
    externalURL: '',
    alerts: alerts.map(({ fingerprint, labels, annotations, startsAt }) => ({
      status,
      labels,
      annotations,
      startsAt: startsAt.toISOString(),
      endsAt: status === 'resolved' ? now.toISOString() : NOT_ENDED,
      generatorURL: '',
      fingerprint,
    })),
  };
}
