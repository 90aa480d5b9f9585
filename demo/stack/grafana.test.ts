import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findGrafana, renderProvisioning, startGrafana } from './grafana';
import { mintKeys } from './keys';

const folder = mkdtempSync(join(tmpdir(), 'scrapewatch-grafana-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text: string): string {
  const bin = join(folder, name, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), text);
  chmodSync(join(bin, name), 0o755);
  return join(folder, name);
}

describe('findGrafana', () => {
  it('prefers docker when both docker info and docker compose version succeed', async () => {
    const docker = program('docker', '#!/bin/sh\nexit 0\n');
    expect(await findGrafana({ PATH: `${join(docker, 'bin')}:/usr/bin:/bin` })).toEqual({ kind: 'docker' });
  });

  it('takes GRAFANA_HOME when docker is there but does not answer', async () => {
    const docker = program('docker', '#!/bin/sh\n[ "$1" = compose ]\n');
    const home = program('grafana', '#!/bin/sh\n');
    const env = { PATH: `${join(docker, 'bin')}:/bin`, GRAFANA_HOME: home };
    expect(await findGrafana(env)).toMatchObject({
      kind: 'binary',
      program: join(home, 'bin', 'grafana'),
      args: ['server'],
    });
  });

  it('finds nothing where there is nothing', async () => {
    expect(await findGrafana({ PATH: join(folder, 'empty') })).toBeUndefined();
  });
});

describe('renderProvisioning', () => {
  it("is the repository's, with secrets as files that only their owner reads and no key in any text", async () => {
    const keys = await mintKeys();
    const provisioning = renderProvisioning({ dataDir: folder, keys });
    const files = readdirSync(provisioning, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
    expect(texts).toContain(`$__file{${join(folder, 'secrets', 'reader_token')}}`);
    expect(texts).not.toMatch(/\/(run|etc)\/scrapewatch\//);
    Object.values(keys).forEach((key) => expect(texts).not.toContain(key));
    expect(readFileSync(join(folder, 'secrets', 'operator_token'), 'utf8')).toBe(keys.operatorToken);
    expect(statSync(join(folder, 'secrets', 'operator_token')).mode & 0o077).toBe(0);
    expect(readdirSync(provisioning)).toEqual(expect.arrayContaining(['alerting', 'notifiers']));
  });
});

describe('startGrafana', () => {
  it('gives a program our settings, waits for its health, and ends it', async () => {
    // Answers health, and everything else with its own environment.
    const script = `#!${process.execPath}
      require('node:http').createServer((q, r) => r.end(JSON.stringify({ args: process.argv.slice(2), env: process.env })))
        .listen(process.env.GF_SERVER_HTTP_PORT, process.env.GF_SERVER_HTTP_ADDR);`;
    const home = program('fake', script);
    mkdirSync(join(home, 'conf'), { recursive: true });
    const bundleDir = join(folder, 'dist');
    mkdirSync(bundleDir, { recursive: true });
    writeFileSync(join(bundleDir, 'plugin.json'), '{}');
    const grafana = await startGrafana({
      way: { kind: 'binary', program: join(home, 'bin', 'fake'), args: ['server'], home },
      dataDir: join(folder, 'data'),
      bundleDir,
      supabaseUrl: 'http://127.0.0.1:1',
      prometheusUrl: 'http://127.0.0.1:2',
      keys: await mintKeys(),
    });
    const seen = (await (await fetch(grafana.url)).json()) as { args: string[]; env: Record<string, string> };
    await grafana.stop();
    expect(seen.args).toEqual(['server', '--homepath', home]);
    expect(seen.env).toMatchObject({ GF_SERVER_HTTP_ADDR: '127.0.0.1', GF_DATAPROXY_SEND_USER_HEADER: 'true' });
    // Viewers reach Explore, where the links to logs lead; nothing calls home.
    expect(seen.env).toMatchObject({ GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer', GF_USERS_VIEWERS_CAN_EDIT: 'true' });
    expect(seen.env).toMatchObject({ GF_NEWS_NEWS_FEED_ENABLED: 'false', GF_ANALYTICS_REPORTING_ENABLED: 'false' });
    expect(seen.env.GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS?.split(',')).toHaveLength(6);
    expect(readdirSync(join(seen.env.GF_PATHS_PLUGINS ?? '', 'scrapewatch-monitoring-app'))).toEqual(['plugin.json']);
    await expect(fetch(grafana.url)).rejects.toThrow();
  });
});
