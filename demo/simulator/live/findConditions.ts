import { z } from 'zod';
import { thresholds } from '../../../catalog/thresholds';
import type { AlertLabels } from '../alertKinds';
import { addSeconds } from './actor';
import { type AlertmanagerAccess, readRows } from './alertApi';

/** A condition that holds now. */
export interface Condition {
  labels: AlertLabels;
  description: string;
  /** Since when, where the database knows it. */
  since?: Date;
}

/** Asks the database what is wrong, with the functions that Grafana asks. */
export async function findConditions(access: AlertmanagerAccess, now: Date): Promise<Condition[]> {
  const found = await Promise.all([
    stuckRuns(access),
    lowCoverage(access, now),
    scrapersInError(access),
    missingWorkers(access),
    highErrorRates(access, now),
    newVersions(access, now),
  ]);
  return found.flat();
}

async function stuckRuns(access: AlertmanagerAccess): Promise<Condition[]> {
  const rows = await readRows(access, stuckRow, 'rpc/stuck_runs');
  return rows.map(({ run_id, client, scraper, system, environment, started_at }) => ({
    labels: { alertname: 'ScrapeRunStuck', system, environment, client, scraper },
    description: `Run ${run_id} of ${client} has been processing since ${started_at.slice(11, 16)} UTC`,
    since: addSeconds(new Date(started_at), thresholds.stuck_after_seconds.value),
  }));
}

async function lowCoverage(access: AlertmanagerAccess, now: Date): Promise<Condition[]> {
  const range = { from_ts: addSeconds(now, -86_400).toISOString(), to_ts: now.toISOString() };
  const rows = await readRows(access, coverageRow, 'rpc/coverage_by_client', range);
  const target = thresholds.coverage_target_ratio.value;
  return rows
    .filter(({ runs, coverage }) => coverage !== null && coverage < target && runs >= 5)
    .map(({ client, system, environment, coverage }) => ({
      labels: { alertname: 'ClientCoverageLow', system, environment, client },
      description: `Coverage of ${client} over 24 h is ${percent(coverage ?? 0)}, the target is ${target * 100} %`,
    }));
}

async function scrapersInError(access: AlertmanagerAccess): Promise<Condition[]> {
  const columns = 'scraper,system,environment,last_error,updated_at';
  const rows = await readRows(access, scraperRow, 'scrapers', { select: columns, status: 'eq.error' });
  return rows.map(({ scraper, system, environment, last_error }) => ({
    labels: { alertname: 'ScraperInError', system, environment, scraper },
    description: last_error ?? 'No reason was given',
  }));
}

async function missingWorkers(access: AlertmanagerAccess): Promise<Condition[]> {
  const rows = await readRows(access, workerRow, 'rpc/worker_status');
  return rows
    .filter(({ alive }) => !alive)
    .map(({ worker, system, environment, age_seconds }) => ({
      labels: { alertname: 'WorkerMissing', system, environment, worker },
      description: `The last heartbeat of ${worker} came ${Math.round(age_seconds / 60)} minutes ago`,
    }));
}

async function highErrorRates(access: AlertmanagerAccess, now: Date): Promise<Condition[]> {
  const found = await Promise.all(
    ['IGF', 'IGM'].map(async (system): Promise<Condition[]> => {
      const range = { from_ts: addSeconds(now, -3_600).toISOString(), to_ts: now.toISOString() };
      const [stats] = await readRows(access, statsRow, 'rpc/run_stats', {
        ...range,
        systems: `{${system}}`,
        environments: '{prod}',
      });
      const isHigh =
        stats !== undefined &&
        stats.completed + stats.failed >= 20 && // a rate of a handful says nothing
        (stats.failed_rate ?? 0) > 2 * thresholds.failed_limit_ratio.value;
      const description = `${percent(stats?.failed_rate ?? 0)} of the last hour's scrapes of ${system} failed`;
      const labels = { alertname: 'ScrapeErrorRateHigh', system, environment: 'prod' } as const;
      return isHigh ? [{ labels, description }] : [];
    })
  );
  return found.flat();
}

async function newVersions(access: AlertmanagerAccess, now: Date): Promise<Condition[]> {
  const since = `gte.${addSeconds(now, -3_600).toISOString()}`;
  const rows = await readRows(access, deploymentRow, 'deployments', { deployed_at: since });
  return rows.map(({ system, environment, version, description, deployed_at }) => ({
    labels: { alertname: 'NewVersionDeployed', system, environment },
    description: `Version ${version} of ${system}: ${description ?? ''}`,
    since: new Date(deployed_at),
  }));
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 1000) / 10} %`;
}

const placeRow = z.object({ system: z.string(), environment: z.string() });
const stuckRow = placeRow.extend({
  run_id: z.string(),
  client: z.string(),
  scraper: z.string(),
  started_at: z.string(),
});
const coverageRow = placeRow.extend({ client: z.string(), runs: z.number(), coverage: z.number().nullable() });
const scraperRow = placeRow.extend({ scraper: z.string(), last_error: z.string().nullable(), updated_at: z.string() });
const workerRow = placeRow.extend({ worker: z.string(), alive: z.boolean(), age_seconds: z.number() });
const statsRow = z.object({ completed: z.number(), failed: z.number(), failed_rate: z.number().nullable() });
const deploymentRow = placeRow.extend({
  version: z.string(),
  description: z.string().nullable(),
  deployed_at: z.string(),
});
