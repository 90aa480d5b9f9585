import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DataSourceJsonData } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { faults } from './transport/faults';
import { parseOptions, type ScrapewatchOptions, type ScrapewatchSecrets } from './config/options';
import { operators } from './query/operators';
import { parseQuery } from './query/parseQuery';
import { presetIds } from './query/presets';

const read = (name: string) => readFileSync(path.resolve('docs', name), 'utf8');
const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block]) => block);

// A Record, so that a new option that the docs lack does not compile.
const options: Record<keyof Omit<ScrapewatchOptions, keyof DataSourceJsonData>, true> = {
  url: true,
  authMode: true,
  schemas: true,
  rowCap: true,
  rowLimit: true,
  timeout: true,
  prometheusUid: true,
  realtimeKey: true,
  readerRole: true,
  readerTokenExpiresAt: true,
  operatorRole: true,
  operatorTokenExpiresAt: true,
  apiKeyForm: true,
  project: true,
};
const secrets: Record<keyof ScrapewatchSecrets, true> = { apiKey: true, readerToken: true, operatorToken: true };

describe('docs/query.md', () => {
  const text = read('query.md');

  it.each(blocks(text, 'json'))('shows a query that can be read: %s', (block) => {
    const saved: unknown = JSON.parse(block);
    expect(parseQuery(saved)).toMatchObject({ ok: true, query: saved as object });
  });

  it.each([...presetIds, ...Object.keys(operators)])('names %s', (name) => {
    expect(text).toContain(`\`${name}\``);
  });
});

describe('docs/configure.md', () => {
  const text = read('configure.md');

  it.each(Object.keys({ ...options, ...secrets }))('explains the field %s', (name) => {
    expect(text).toMatch(new RegExp(`^\\|.*\`${name}\`.*\\|`, 'm'));
  });

  it('provisions with fields that exist and values that count', () => {
    const [block] = blocks(text, 'yaml');
    const { datasources } = parse(block) as {
      datasources: Array<{ jsonData: object; secureJsonData: object; url?: string }>;
    };
    const [{ jsonData, secureJsonData, url }] = datasources;
    expect(Object.keys(jsonData).sort()).toEqual(Object.keys(options).sort());
    expect(Object.keys(secrets)).toEqual(Object.keys(secureJsonData));
    expect(url).toBeUndefined();
    expect(parseOptions(jsonData)).toMatchObject({ rowLimit: 50_000, url: 'https://abcdefgh.supabase.co' });
  });

  it('has links that lead somewhere', () => {
    const links = [...text.matchAll(/\]\(troubleshoot\.md#([^)]+)\)/g)].map(([, code]) => code);
    expect(Object.keys(faults)).toEqual(expect.arrayContaining(links));
  });
});

describe('provisioning/datasources/scrapewatch.yaml', () => {
  it('sets fields that exist, the secrets from files, and no address that Grafana would forward anything to', () => {
    const file = readFileSync(path.resolve('provisioning/datasources/scrapewatch.yaml'), 'utf8');
    const { datasources } = parse(file) as {
      datasources: Array<{ type: string; jsonData: object; secureJsonData: Record<string, string>; url?: string }>;
    };
    const ours = datasources.find(({ type }) => type === 'scrapewatch-supabase-datasource');
    expect(Object.keys(options)).toEqual(expect.arrayContaining(Object.keys(ours?.jsonData ?? {})));
    expect(Object.keys(ours?.secureJsonData ?? {})).toEqual(Object.keys(secrets));
    expect(Object.values(ours?.secureJsonData ?? {}).every((value) => value.startsWith('$__file{'))).toBe(true);
    expect(ours?.url).toBeUndefined();
  });
});
