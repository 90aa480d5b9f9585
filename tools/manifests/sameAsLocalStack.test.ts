import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writePrometheusConfig } from '../../demo/stack/prometheus';
import { bundleIds } from '../../demo/stack/grafana';
import { mintKeys } from '../../demo/stack/keys';
import { provisionedSources } from '../../demo/stack/provisionedSources';
import { pluginIds } from './checkManifests';
import { readCompose } from './readCompose';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const compose = readCompose(root);

interface ProvisionedSource {
  uid: string;
  name: string;
  type: string;
  isDefault?: boolean;
  jsonData: Record<string, unknown>;
  secureJsonData?: Record<string, string>;
}

describe('docker-compose.yml and the local stack', () => {
  it('give Prometheus the same prometheus.yml', () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'scrapewatch-same-'));
    writePrometheusConfig(dataDir);
    const used = readFileSync(path.join(dataDir, 'config/prometheus.yml'), 'utf8');
    rmSync(dataDir, { recursive: true, force: true });

    expect(used).toBe(read('prometheus/prometheus.yml'));
    expect(compose.services.prometheus?.volumes).toContain(
      './prometheus/prometheus.yml:/etc/prometheus/prometheus.yml:ro'
    );
  });

  it('give Grafana and the workbench the same data sources', async () => {
    const file: { datasources: ProvisionedSource[] } = parse(read('provisioning/datasources/scrapewatch.yaml'));
    const addresses = { supabaseUrl: '$SCRAPEWATCH_SUPABASE_URL', prometheusUrl: '$SCRAPEWATCH_PROMETHEUS_URL' };
    const local = provisionedSources({ ...addresses, keys: await mintKeys() });
    const comparable = (source: ProvisionedSource) => ({
      uid: source.uid,
      name: source.name,
      type: source.type,
      isDefault: source.isDefault ?? false,
      jsonData: source.jsonData,
      secrets: Object.keys(source.secureJsonData ?? {}).sort(),
    });

    expect(file.datasources.map(comparable)).toEqual(local.map(comparable));
  });

  it('apply the same migrations and the same seed, with the same code', () => {
    expect(read('demo/compose/migrate.ts')).toContain("from '../stack/migrate'");
    expect(compose.services.migrate?.command).toEqual(['node', '/app/demo/compose/migrate.mjs']);
  });

  it('let Grafana load the same six plugins', () => {
    expect([...bundleIds].sort()).toEqual([...pluginIds].sort());
  });

  it('cap rows where the data source expects the cap', () => {
    const cap = compose.services.postgrest?.environment?.PGRST_DB_MAX_ROWS;

    expect(parse(read('provisioning/datasources/scrapewatch.yaml')).datasources[0].jsonData.rowCap).toBe(Number(cap));
  });

  it('provision the dashboards from the folder that is mounted', () => {
    const { providers } = parse(read('provisioning/dashboards/scrapewatch.yaml'));

    expect(compose.services.grafana?.volumes).toContain(`./dashboards:${providers[0].options.path}:ro`);
  });
});
