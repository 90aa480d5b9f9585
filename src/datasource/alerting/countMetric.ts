/** What makes a count of a query's rows a Prometheus metric: SQL for the database, a job for Prometheus, the name. */
export interface CountMetric {
  metric: string;
  sql: string;
  scrape: string;
}

/**
 * `rows` is a select, whose rows are counted at each scrape. The function stands in schema public, because Prometheus before
 * 3.0 can name no other, and only the role of our metrics may execute it; `apikey` is declared, because some gateways pass it on.
 */
export function countMetric(name: string, rows: string): CountMetric {
  const metric = `${name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^(?=\d)/, '_')
    .slice(0, 50)}_rows`;
  const call = `public.${metric}_metric`;
  const sql = `do $do$ begin
  create domain public."text/plain" as text;
exception when duplicate_object then null;
end $do$;

create or replace function ${call}(apikey text default null)
returns public."text/plain" language sql stable security definer set search_path = '' as $body$
  select format(E'# TYPE ${metric} gauge\\n${metric} %s\\n', count(*))::public."text/plain"
  from (
${indent(rows.trim().replace(/;$/, ''), 4)}
  ) counted
$body$;

revoke execute on function ${call}(text) from public, anon, authenticated;
grant execute on function ${call}(text) to scrapewatch_metrics;
notify pgrst, 'reload schema';
`;
  const scrape = `  - job_name: ${metric}
    metrics_path: /rest/v1/rpc/${metric}_metric
    authorization:
      type: Bearer
      credentials_file: secrets/metrics_token
    file_sd_configs:
      - files: [targets/scrapewatch.json]
`;
  return { metric, sql, scrape };
}

function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}
