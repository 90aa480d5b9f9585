import { createHash } from 'node:crypto';
import { alertRules } from '../../catalog/alerts/alertRules';
import { thresholds } from '../../catalog/thresholds';

/** What tells one alert from another. Every label but the severity is part of its identity. */
export type AlertLabels = {
  alertname: AlertName;
  system: string;
  environment: string;
  client?: string;
  scraper?: string;
  worker?: string;
};

/** The alerts of the pretended past, and those that the simulator raises where no real rule does. */
export const alertKinds = {
  ScrapeErrorRateHigh: { severity: 'critical', summary: 'Many scrapes fail' },
  ScrapeRunStuck: {
    severity: 'warning',
    summary: `A run is stuck for over ${thresholds.stuck_after_seconds.value / 60} minutes`,
  },
  ClientCoverageLow: {
    severity: 'warning',
    summary: `Coverage below ${thresholds.coverage_target_ratio.value * 100} %`,
  },
  ScraperInError: { severity: 'critical', summary: 'A scraper has stopped with an error' },
  WorkerMissing: { severity: 'critical', summary: 'A worker sends no heartbeat' },
  NewVersionDeployed: { severity: 'info', summary: 'A new version runs' },
} as const;

export type AlertName = keyof typeof alertKinds;

/** True when the catalogue has a rule of that name, so that Prometheus or Grafana raises it where they run. */
export function hasRule(name: AlertName): boolean {
  return alertRules.some((rule) => rule.name === name);
}

/** Sixteen hexadecimal digits that name the alert, as Alertmanager's fingerprints do; `fingerprintSql` gives the same. */
export function alertFingerprint(labels: Record<string, string | undefined>): string {
  const { alertname, system, environment, client, scraper, worker } = labels;
  const identity = [alertname, system, environment, client, scraper, worker].filter((part) => part !== undefined);
  return createHash('md5').update(identity.join('|')).digest('hex').slice(0, 16);
}

/** The fingerprint as an SQL expression over columns of the labels' names. */
export const fingerprintSql = "left(md5(concat_ws('|', alertname, system, environment, client, scraper, worker)), 16)";
