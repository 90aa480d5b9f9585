import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { secretFiles } from '../../demo/compose/secretFiles';
import { mintKeys } from '../../demo/stack/keys';
import { pluginIds } from './checkManifests';
import { composeFile } from './composeSchema';
import { readCompose, readComposeUnchecked } from './readCompose';

const root = path.resolve(import.meta.dirname, '../..');
const compose = readCompose(root);
const services = Object.entries(compose.services);
const mounts = services.flatMap(([service, { volumes = [] }]) =>
  volumes.map((volume) => {
    const [source = '', target = '', mode] = volume.split(':');
    return { service, source, target, mode };
  })
);
const dockerfile = readFileSync(path.join(root, 'Dockerfile'), 'utf8');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('docker-compose.yml', () => {
  it('mounts only files and folders that are in the tree, and never writable ones', () => {
    const fromTree = mounts.filter(({ source }) => source.startsWith('./'));

    expect(fromTree.filter(({ source }) => !existsSync(path.join(root, source)))).toEqual([]);
    expect(fromTree.filter(({ mode }) => mode !== 'ro')).toEqual([]);
    expect(fromTree.length).toBeGreaterThan(5);
  });

  it('declares each volume that it mounts, and mounts each that it declares', () => {
    const named = new Set(mounts.filter(({ source }) => !source.startsWith('./')).map(({ source }) => source));

    expect([...named].sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('refuses a port that other machines could reach', () => {
    const open = structuredClone(readComposeUnchecked(root)) as { services: { grafana: { ports: string[] } } };
    open.services.grafana.ports = ['3000:3000'];

    expect(composeFile.safeParse(open).error?.issues.map(({ path: where }) => where.join('.'))).toEqual([
      'services.grafana.ports.0',
    ]);
  });

  it('refuses an image without a version', () => {
    const floating = structuredClone(readComposeUnchecked(root)) as { services: { postgres: { image: string } } };
    floating.services.postgres.image = 'postgres:latest';

    expect(composeFile.safeParse(floating).success).toBe(false);
  });

  it('checks the health of every service that stays', () => {
    expect(services.filter(([, { restart, healthcheck }]) => restart && !healthcheck).map(([name]) => name)).toEqual(
      []
    );
  });

  it('waits for health where there is a check, and for the end where there is none', () => {
    const wrong = services.flatMap(([name, { depends_on: dependencies = {} }]) =>
      Object.entries(dependencies)
        .filter(([other, { condition }]) => {
          const stays = compose.services[other]?.healthcheck !== undefined;
          return condition !== (stays ? 'service_healthy' : 'service_completed_successfully');
        })
        .map(([other]) => `${name} → ${other}`)
    );

    expect(wrong).toEqual([]);
  });

  it("allows exactly the bundle's six unsigned plugins", () => {
    const allowed = compose.services.grafana?.environment?.GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS;

    expect(allowed?.split(',')).toEqual(pluginIds);
    expect(compose.services.grafana?.environment?.GF_DATAPROXY_SEND_USER_HEADER).toBe('true');
  });

  it('builds targets that the Dockerfile has, on the Node that the repository asks for', () => {
    const targets = [...dockerfile.matchAll(/^FROM \S+ AS (\w+)$/gm)].map(([, name]) => name);
    const wanted = services.flatMap(([, { build }]) => (build ? [build.target] : []));

    expect(wanted.filter((target) => !targets.includes(target))).toEqual([]);
    expect(dockerfile).toMatch(/^FROM node:20\.\d+\.\d+-bookworm-slim AS build$/m);
    expect(dockerfile).toMatch(/^FROM grafana\/grafana:13\.2\.\d+ AS grafana$/m);
  });

  it('puts the plugins where no volume hides them', () => {
    const plugins = /GF_PATHS_PLUGINS=(\S+)/.exec(dockerfile)?.[1] ?? '';
    const hidden = mounts.filter(({ service, target }) => service === 'grafana' && plugins.startsWith(`${target}/`));

    expect(dockerfile).toContain(`COPY --from=build /src/dist ${plugins}/scrapewatch-monitoring-app`);
    expect(hidden).toEqual([]);
  });

  it('holds no secret itself', () => {
    const texts = services.flatMap(([, { environment = {} }]) => Object.entries(environment));
    const suspicious = texts.filter(
      ([name, value]) => /PASSWORD|SECRET|TOKEN|KEY|URI/.test(name) && !/^@?\/run\//.test(value)
    );

    expect(suspicious).toEqual([]);
  });
});

describe('the secrets of docker-compose.yml', () => {
  /** Where each service finds the files of its own volume. */
  const seenBy = (service: string) =>
    mounts.find((mount) => mount.service === service && mount.source === `${service}-secrets`)?.target;

  it('are written by init into the volumes that services mount', async () => {
    const passwords = { postgres: 'a', authenticator: 'b', grafanaAdmin: 'c' };
    const files = await secretFiles(await mintKeys(), passwords);
    const written = new Set(files.map(({ path: file }) => `${seenBy(file.split('/')[0] ?? '')}/${file.split('/')[1]}`));
    const configs = [
      read('docker-compose.yml'),
      read('demo/compose/gateway/nginx.conf'),
      read('provisioning/datasources/scrapewatch.yaml'),
      read('provisioning/alerting/scrapewatch-contact-points.yaml'),
    ].join('\n');
    const asked = [...configs.matchAll(/\/run\/scrapewatch\/[a-z_]+(\.map)?/g)].map(([file]) => file);

    expect([...new Set(asked)].filter((file) => !written.has(file))).toEqual([]);
    expect([...written].every((file) => !file.startsWith('undefined'))).toBe(true);
  });

  it('lie where Prometheus and Alertmanager look, beside their configuration', () => {
    const { receivers } = parse(read('prometheus/alertmanager.yml'));
    const { scrape_configs: jobs } = parse(read('prometheus/prometheus.yml'));

    expect(receivers[0].webhook_configs[0].http_config.authorization.credentials_file).toBe('secrets/ingest_token');
    expect(seenBy('alertmanager')).toBe('/etc/alertmanager/secrets');
    expect(jobs[0].authorization.credentials_file).toBe('secrets/metrics_token');
    expect(seenBy('prometheus')).toBe('/etc/prometheus/secrets');
  });
});

describe('what docker-compose.yml hands to Prometheus', () => {
  const { scrape_configs: jobs, alerting } = parse(read('prometheus/prometheus.yml'));
  const discovered: string[] = [...jobs, ...alerting.alertmanagers].flatMap(
    (entry: { file_sd_configs: Array<{ files: string[] }> }) => entry.file_sd_configs.flatMap(({ files }) => files)
  );

  it('has a target file for each that the configuration names, and no other', () => {
    const there = readdirSync(path.join(root, 'demo/compose/targets')).map((name) => `targets/${name}`);

    expect(there.sort()).toEqual([...discovered].sort());
  });

  it('names only services of the compose file, at the ports where they listen', () => {
    const text = discovered.map((file) => read(`demo/compose/${file}`)).join('');
    const hosts = [...text.matchAll(/([a-z]+):(\d{4})/g)].map(([, host]) => host ?? '');

    expect(hosts.filter((host) => !(host in compose.services))).toEqual([]);
  });
});

describe('docs/install.md', () => {
  const page = read('docs/install.md');

  it('names the exact six ids to allow', () => {
    expect(/^allow_loading_unsigned_plugins = (.*)$/m.exec(page)?.[1]?.split(',')).toEqual(pluginIds);
  });

  it('links only to what is there, and names the ports and variables of the compose file', () => {
    const links = [...page.matchAll(/\]\(([^)#:]+)\)/g)].map(([, file = '']) => path.join('docs', file));
    const named = [...page.matchAll(/`(SCRAPEWATCH_[A-Z]+_PORT)`/g)].map(([, name = '']) => name);

    expect(links.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    expect(named.filter((name) => !read('docker-compose.yml').includes(`\${${name}:-`))).toEqual([]);
    expect(named).toHaveLength(3);
  });
});
