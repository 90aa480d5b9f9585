import { inboxReceiver } from './inbox';

/** Alerts of one kind in one place arrive together. The same as in prometheus/alertmanager.yml; a test compares. */
export const grouping = {
  group_by: ['alertname', 'system', 'environment'],
  group_wait: '15s',
  group_interval: '1m',
  repeat_interval: '4h',
} as const;

/** The routes that carry our alerts; everything else in an admin's tree is theirs. */
export function scrapewatchRoute(): Record<string, unknown> {
  return { receiver: inboxReceiver, object_matchers: [['scrapewatch', '=', 'true']], ...grouping };
}

/** A whole tree for a Grafana of our own. The root's receiver is ours too: the name of Grafana's default one differs by version. */
export function policies(): Record<string, unknown> {
  return {
    apiVersion: 1,
    policies: [
      { orgId: 1, receiver: inboxReceiver, group_by: ['grafana_folder', 'alertname'], routes: [scrapewatchRoute()] },
    ],
  };
}
