/**
 * Where Alertmanager and Grafana post alerts. The publishable key is in the address because neither can send an `apikey`
 * header before 0.28 and 11.6: a hosted project takes it there too, PostgREST without a gateway refuses it. It opens nothing
 * by itself; what may be done is the token's role's.
 */
export function inboxUrl(supabaseUrl: string, publishableKey: string): string {
  return `${supabaseUrl}/rest/v1/rpc/scrapewatch_ingest_alerts?apikey=${publishableKey}`;
}
