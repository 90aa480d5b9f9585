/** The contact point that fills the alert inbox: `scrapewatch_ingest_alerts` in the database. */
export const inboxReceiver = 'scrapewatch-inbox';

/**
 * Grafana's contact point. The token travels as a Bearer credential from a file, which Grafana redacts; its address can be
 * read by Viewers, so it holds nothing but, where the gateway wants one, the publishable key.
 */
export function inboxContactPoint(): Record<string, unknown> {
  return {
    apiVersion: 1,
    contactPoints: [
      {
        orgId: 1,
        name: inboxReceiver,
        receivers: [
          {
            uid: inboxReceiver,
            type: 'webhook',
            disableResolveMessage: false,
            settings: {
              url: '$SCRAPEWATCH_INGEST_URL',
              httpMethod: 'POST',
              authorization_scheme: 'Bearer',
              authorization_credentials: '$__file{/run/scrapewatch/ingest_token}',
            },
          },
        ],
      },
    ],
  };
}
