import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inboxContactPoint, inboxReceiver } from './inbox';
import { grouping, policies } from './policies';

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8');

describe('notifications', () => {
  it('C15 are grouped by Grafana as by Alertmanager', () => {
    expect(parse(read('prometheus/alertmanager.yml')).route).toMatchObject(grouping);
  });

  it('go only to receivers that exist', () => {
    const names = [...JSON.stringify(policies()).matchAll(/"receiver":"([^"]+)"/g)].map(([, name]) => name);

    expect(new Set(names)).toEqual(new Set([inboxReceiver]));
    expect(inboxContactPoint().contactPoints).toMatchObject([{ name: inboxReceiver }]);
  });

  it('carry no secret in any file: the token is read from one at the start', () => {
    expect(read('provisioning/alerting/scrapewatch-contact-points.yaml')).toContain(
      'authorization_credentials: $__file{/run/scrapewatch/ingest_token}'
    );
  });
});
