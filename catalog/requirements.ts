/** One thing that the teams asked for. `done` means: works on the running demo, and a test that names the id proves it. */
export interface Requirement {
  text: string;
  status: 'open' | 'done';
  /** Whether it shows figures; then a `done` row also needs a panel whose figures a test compares with SQL or PromQL. */
  shows: boolean;
}

/** Every row of the teams' list, in our words. Systems: IGF, IGM, OPT, DSC, ANI (docs/architecture.md). */
export const requirements = {
  A1: shows(
    'Scrapes of the last 24 h: total, completed, failed, success rate above 95 %, failed-job rate below 5 %',
    'done'
  ),
  A2: shows('Coverage per run and client, its average above 95 %, its trend over days, worst clients first'),
  A3: shows('Scrape duration, 2 to 5 minutes a client: average, p50, p95, histogram', 'done'),
  A4: shows('Runs processing for more than 10 minutes, with client, age and a reset control'),
  A5: shows('Clients added over time, unique pages, pages per client, high-value pages, categorisation progress'),
  A6: shows('Each worker alive: last heartbeat, jobs done, paused or retrying', 'done'),
  A7: shows('Each scraper: status, uptime, last run, volumes, rates, queue, memory, CPU, API calls, rate limit'),
  A8: shows('Queue over time by state, arrivals against completions, backlog age, growth, when it drains'),
  A9: does('Start, stop and restart a scraper from its card: confirmed, permission-checked by the server, audited'),
  A10: shows('An error log searchable by scraper, client, level and time, linked from each card, opening in Explore'),
  A11: shows('Data quality: completeness, accuracy, freshness, duplicates, anomalies'),
  A12: shows('Overall status, active scraper count, alert badge', 'done'),
  A13: shows('Success against failure, API usage, response-time histogram, scraping rate over time'),
  A14: does('A change in the database is on the screen within 5 s without a reload'),
  A15: does('Fewer false alerts: durations, silence without traffic, grouping, inhibition, quiet hours'),
  A16: shows('Account health, proxy status, state of the Instagram and Apify APIs, with a warning when unhealthy'),
  A17: shows('Job queue: each job with state, age, retries, last error'),
  B1: shows('Request rate, error rate, latency p50, p95 and p99 by service and route'),
  B2: shows('Celery: queue depth, task rate, duration, failure rate, worker count'),
  B3: shows('Database: query duration, connections, pool size, rollback rate, slow queries'),
  B4: shows('CPU, memory, disk, file descriptors, network latency'),
  B5: shows('Assistant: cache hit rate, connections, searches, recommendation accuracy, tools, OAuth, active users'),
  B6: shows(
    'Product: active users, registrations, quests, subscriptions, MRR, funnel, churn, failed payments, from tables'
  ),
  B7: shows('Page load, time to interactive, API error rate by endpoint'),
  B8: shows('Uptime from outside, certificate expiry, DNS'),
  B9: shows('Health endpoint in detail: database, redis, Stripe, queue, version, response time of each check'),
  B10: shows('Supabase itself: query performance, connection pool, database size, API usage'),
  B11: shows('Security: failed log-ins, rate-limit hits, CSRF failures'),
  B12: does('Logs by level and request id, and traces, linked from charts'),
  B13: shows('The last backup and its check, with a warning after 26 h'),
  B14: shows('Errors by type, new ones and spikes; crashes and restart loops'),
  C1: does('Critical: scraper completely stopped, worker missing'),
  C2: does('Critical: database connection lost for a minute'),
  C3: does('Critical: API authentication failure, rate limit exceeded, data corruption'),
  C4: does('Critical: error rate above 5 % for 5 minutes'),
  C5: does('Critical: service down'),
  C6: does('Warning: coverage below 95 %, with client, figure and target', 'done'),
  C7: does('Warning: runs stuck for more than 10 minutes', 'done'),
  C8: does('Warning: queue growing, or deeper than 1000 for 10 minutes'),
  C9: does('Warning: processing takes twice its normal time'),
  C10: does('Warning: data older than 24 h'),
  C11: does('Warning: memory, CPU, disk, database storage'),
  C12: does('Warning: latency and error rate above the limits of each system'),
  C13: does('Warning: failed log-ins, failed payments'),
  C14: does('Info: certificate expiry, deployments, restarts, changed configuration, maintenance, sign-ups'),
  C15: does(
    'Channels: Slack, Discord, e-mail, PagerDuty, webhook; routed by severity and system; templates; mute timings'
  ),
  C16: does('Every rule: summary, description with the value, runbook, links to dashboard and panel'),
  C17: shows('Alert inbox: recent alerts, history, acknowledgement, notes, count badge'),
  C18: does('Warning: users far below last week, unusual activity, a query slower than its own history'),
  C19: does('Warning: Apify credits, cost above budget'),
  D1: shows('Anomalies of scrape volume, coverage and duration against the same hour of the week'),
  D2: shows('Prediction: the database fills up in N days'),
  D3: shows('SLO and SLA report: uptime, error budget, burn rate'),
  D4: shows('Cost: Apify credits, hosting against usage'),
  D5: shows('Scrape performance over weeks and months'),
  D6: does('Stuck runs reset by policy: opt-in, audited', 'done'),
  D7: does('Runbooks, and checklists as dashboards'),
  D8: does('Views by system, environment, scraper, client, status; panels on any table; readable on a phone'),
} as const satisfies Record<string, Requirement>;

export type RequirementId = keyof typeof requirements;

function shows(text: string, status: Requirement['status'] = 'open'): Requirement {
  return { text, status, shows: true };
}

function does(text: string, status: Requirement['status'] = 'open'): Requirement {
  return { text, status, shows: false };
}
