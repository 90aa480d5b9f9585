import { createHash } from 'node:crypto';
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

/** The alerts that the simulator raises in place of the team's own Alertmanager; the real rules live in the catalogue. */
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

/** Sixteen hexadecimal digits that name the alert, as Alertmanager's fingerprints do; `fingerprintSql` gives the same. */
export function alertFingerprint(labels: Record<string, string | undefined>): string {
  const { alertname, system, environment, client, scraper, worker } = labels;
  const identity = [alertname, system, environment, client, scraper, worker].filter((part) => part !== undefined);
  return createHash('md5').update(identity.join('|')).digest('hex').slice(0, 16);
}

/** The fingerprint as an SQL expression over columns of the labels' names. */
export const fingerprintSql = "left(md5(concat_ws('|', alertname, system, environment, client, scraper, worker)), 16)";
