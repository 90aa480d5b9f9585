-- As in 0.1.0, and now a new episode also takes the alert from whom the last one was assigned to (a snooze stays: it ends by
-- itself, and an alert that comes and goes is what it is for), and of two ends of one episode the later holds, whichever came first.
-- A webhook's whole body arrives as the one unnamed argument, and in schema public, because a webhook can name neither.
-- Bodies: https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
-- and https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
create or replace function public.scrapewatch_ingest_alerts(jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  payload alias for $1;
  origin text;
  alert jsonb;
  event scrapewatch.alert_events;
  added integer := 0;
  repeated integer := 0;
  skipped integer := 0;
begin
  if jsonb_typeof(payload -> 'alerts') is distinct from 'array' then
    raise exception 'This is not a notification of Grafana or Alertmanager: it has no list of alerts' using errcode = 'PT422',
      hint = 'Use a contact point of type webhook with the default payload.';
  end if;
  origin := case when payload ? 'orgId' then 'grafana' else 'alertmanager' end;

  -- In one order for everybody, so that two notifications at once cannot wait for each other.
  for alert in
    select a.value from jsonb_array_elements(payload -> 'alerts') a order by a.value ->> 'fingerprint', a.value ->> 'startsAt'
  loop
    begin
      event := null;
      event.labels := coalesce(nullif(alert -> 'labels', 'null'), '{}');
      event.annotations := coalesce(nullif(alert -> 'annotations', 'null'), '{}');
      event.fingerprint := coalesce(nullif(alert ->> 'fingerprint', ''), md5(event.labels::text));
      event.status := alert ->> 'status';
      event.starts_at := (alert ->> 'startsAt')::timestamptz;
      -- Year 1 is how Go writes "not ended"; an end in the future is a sender's time-out, not an end.
      event.ends_at := case when event.status = 'resolved' then greatest(event.starts_at, (alert ->> 'endsAt')::timestamptz) end;
      -- PostgreSQL reads "tomorrow" and "infinity" as times too. No episode could follow such a one: it would fire for ever.
      if greatest(event.starts_at, event.ends_at) > now() + interval '10 years'
        or alert ->> 'startsAt' !~ '^\d{4}-' or event.status = 'resolved' and alert ->> 'endsAt' !~ '^\d{4}-' then
        raise exception 'This is no time of an alert' using errcode = 'data_exception';
      end if;
      event.alertname := coalesce(event.labels ->> 'alertname', 'unnamed');

      insert into scrapewatch.alert_events
        (source, fingerprint, starts_at, status, ends_at, alertname, labels, annotations, "values", generator_url, receiver)
      values
        (origin, event.fingerprint, event.starts_at, event.status, event.ends_at, event.alertname, event.labels, event.annotations,
          nullif(alert -> 'values', 'null'), alert ->> 'generatorURL', payload ->> 'receiver')
      on conflict (source, fingerprint, starts_at, status) do nothing;
      if found then
        added := added + 1;
      else
        repeated := repeated + 1;
      end if;

      insert into scrapewatch.alerts as known
        (fingerprint, status, severity, alertname, system, environment, summary, description, labels, annotations,
          starts_at, ends_at, last_received_at, runbook_url, dashboard_url, panel_url)
      values
        (event.fingerprint, event.status,
          case
            when lower(event.labels ->> 'severity') in ('critical', 'high', 'page', 'emergency', 'fatal') then 'critical'
            when lower(event.labels ->> 'severity') in ('info', 'low', 'none', 'notice') then 'info'
            else 'warning'
          end,
          event.alertname, event.labels ->> 'system', coalesce(event.labels ->> 'environment', event.labels ->> 'env'),
          event.annotations ->> 'summary', coalesce(event.annotations ->> 'description', event.annotations ->> 'message'),
          event.labels, event.annotations, event.starts_at, event.ends_at, now(),
          -- Links end in pages: nothing but http may become one.
          substring(event.annotations ->> 'runbook_url' from '(?i)^https?://.*'),
          substring(alert ->> 'dashboardURL' from '(?i)^https?://.*'),
          substring(alert ->> 'panelURL' from '(?i)^https?://.*'))
      on conflict (fingerprint) do update set
        status = excluded.status,
        severity = excluded.severity,
        alertname = excluded.alertname,
        system = excluded.system,
        environment = excluded.environment,
        summary = excluded.summary,
        description = excluded.description,
        labels = excluded.labels,
        annotations = excluded.annotations,
        starts_at = excluded.starts_at,
        ends_at = excluded.ends_at,
        last_received_at = excluded.last_received_at,
        runbook_url = excluded.runbook_url,
        dashboard_url = excluded.dashboard_url,
        panel_url = excluded.panel_url,
        acknowledged_by = case when excluded.starts_at = known.starts_at then known.acknowledged_by end,
        acknowledged_at = case when excluded.starts_at = known.starts_at then known.acknowledged_at end,
        assigned_to = case when excluded.starts_at = known.starts_at then known.assigned_to end
      -- Notifications overtake each other: an episode's end comes after its start, a later episode after both.
      where (known.starts_at, known.status = 'resolved', coalesce(known.ends_at, '-infinity'))
        <= (excluded.starts_at, excluded.status = 'resolved', coalesce(excluded.ends_at, '-infinity'));
    exception
      -- One alert that cannot be read must not lose the others.
      when data_exception or integrity_constraint_violation or program_limit_exceeded then
        skipped := skipped + 1;
    end;
  end loop;
  return jsonb_build_object('received', jsonb_array_length(payload -> 'alerts'), 'new', added, 'repeated', repeated, 'skipped', skipped);
end
$$;
comment on function public.scrapewatch_ingest_alerts(jsonb) is
  'Takes one notification of Grafana or Alertmanager; repeats and late arrivals are harmless. (C17)';
revoke execute on function public.scrapewatch_ingest_alerts(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.scrapewatch_ingest_alerts(jsonb) to scrapewatch_ingest;
