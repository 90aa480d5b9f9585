-- Where each queue is heading.
create or replace function scrapewatch.queue_forecast(
  systems text[] default null,
  environments text[] default null
)
returns table (
  queue text,
  system text,
  environment text,
  depth integer,
  arrivals_per_minute double precision,
  completions_per_minute double precision,
  net_per_minute double precision,
  growing boolean,
  drain_seconds double precision,
  drains_at timestamptz,
  limit_seconds double precision,
  oldest_age_seconds double precision,
  sampled_at timestamptz
)
language sql stable set search_path = '' as $$
  with newest as ( -- a queue without a sample for a day is not forecast any more
    select q.system, q.environment, q.queue, max(q.sampled_at) as sampled_at
    from scrapewatch.queue_samples q
    where q.sampled_at > now() - interval '24 hours'
      and (nullif(systems, '{}') is null or q.system = any (systems))
      and (nullif(environments, '{}') is null or q.environment = any (environments))
    group by q.system, q.environment, q.queue
  ), half_hour as (
    select
      q.system, q.environment, q.queue, q.sampled_at, q.arrivals, q.completions, q.oldest_age_seconds,
      coalesce(q.queued, 0)::bigint + coalesce(q.retrying, 0) as depth,
      n.sampled_at as newest_at,
      min(q.sampled_at) over (partition by q.system, q.environment, q.queue) as oldest_at
    from scrapewatch.queue_samples q
    join newest n on n.system = q.system and n.environment = q.environment and n.queue = q.queue
    where q.sampled_at > now() - interval '24 hours 30 minutes'
      and q.sampled_at >= n.sampled_at - interval '30 minutes'
      and (nullif(systems, '{}') is null or q.system = any (systems))
      and (nullif(environments, '{}') is null or q.environment = any (environments))
  ), rated as (
    select
      h.system, h.environment, h.queue,
      h.newest_at as sampled_at,
      least(max(h.depth) filter (where h.sampled_at = h.newest_at), 2147483647) as depth,
      max(h.depth) filter (where h.sampled_at = h.oldest_at) as depth_before,
      -- what the first sample counted came before it: it only starts the clock
      coalesce(sum(h.arrivals) filter (where h.sampled_at > h.oldest_at), 0)::double precision as arrivals,
      coalesce(sum(h.completions) filter (where h.sampled_at > h.oldest_at), 0)::double precision as completions,
      nullif(extract(epoch from h.newest_at - h.oldest_at), 0)::double precision / 60 as minutes,
      max(h.oldest_age_seconds) filter (where h.sampled_at = h.newest_at) as oldest_age_seconds
    from half_hour h
    group by h.system, h.environment, h.queue, h.newest_at, h.oldest_at
  ), heading as (
    select
      r.*,
      (r.arrivals - r.completions) / r.minutes as net,
      case
        when r.depth <= 0 then 0
        when r.arrivals < r.completions then r.depth / ((r.completions - r.arrivals) / r.minutes) * 60
      end as drain_seconds
    from rated r
  )
  select
    h.queue, h.system, h.environment, h.depth::integer,
    h.arrivals / h.minutes, h.completions / h.minutes, h.net,
    coalesce(h.net > 0 and h.depth > h.depth_before, false) as growing,
    h.drain_seconds,
    h.sampled_at + make_interval(secs => h.drain_seconds),
    case when h.net > 0 then greatest(0, (s.value - h.depth) / h.net * 60) end as limit_seconds,
    h.oldest_age_seconds, h.sampled_at
  from heading h
  left join scrapewatch.settings s on s.key = 'queue_depth_limit'
  order by growing desc, limit_seconds nulls last, h.depth desc, h.queue, h.system, h.environment
$$;
comment on function scrapewatch.queue_forecast is 'Where each queue sampled in the last 24 h is heading, growing ones first. Rates are jobs a minute between the first and the '
  'newest sample of the last 30 minutes of samples; null with one sample. depth: jobs queued and retrying. drain_seconds = depth ÷ (completions − arrivals) and limit_seconds = '
  '(queue_depth_limit − depth) ÷ (arrivals − completions): a fluid queue at constant rates, counted from sampled_at. (A8, C8)';
revoke execute on function scrapewatch.queue_forecast from public, anon, authenticated, service_role;
grant execute on function scrapewatch.queue_forecast to scrapewatch_reader, scrapewatch_operator;
