import type { TestDataSourceResponse } from '@grafana/data';
import { remarkOnUrl } from '../config/remarkOnUrl';
import { presetSchema } from '../query/presets';
import { Fault } from '../transport/Fault';
import { checkClock } from './checkClock';
import { checkKeys, wrongProject } from './checkKeys';
import { checkSchemas } from './checkSchemas';
import { checkScrapewatch } from './checkScrapewatch';
import { lineOf, type Finding } from './Finding';
import { askWith, type HealthContext } from './HealthContext';

export type { HealthContext } from './HealthContext';

/**
 * Finds out what works: address, key, schemas, then functions, grants, rows, the row cap and more, and stops at the first
 * thing without which nothing else can work. Every finding comes with its mend, and all of them are listed below the
 * message.
 */
export async function checkHealth(context: HealthContext): Promise<TestDataSourceResponse> {
  const { settings } = context;
  if (settings.url === '') {
    return failure(new Fault('missing-name', { detail: 'the data source has no URL' }));
  }
  const wrongUrl = remarkOnUrl(settings.url);
  if (wrongUrl) {
    return { status: 'error', message: wrongUrl };
  }
  const clock = checkClock();
  const ask = askWith(context, clock.see);
  const schemas = await checkSchemas(ask, settings);
  if (schemas.fault) {
    return failure(schemas.fault, [...wrongProject(settings), ...schemas.findings], schemas.where);
  }
  const isOurs = schemas.exposed.includes(presetSchema);
  const [keys, inside] = await Promise.all([
    checkKeys(ask, settings, isOurs),
    isOurs ? checkScrapewatch(ask, settings) : checkStranger(context, schemas.exposed),
  ]);
  if ('fault' in inside) {
    return failure(inside.fault, keys, inside.where);
  }
  return success(inside.message, [...schemas.findings, ...keys, ...clock.findings(), ...inside.findings]);
}

async function checkStranger({ discovery }: HealthContext, exposed: string[]) {
  const found = await discovery?.load();
  const count = found && found.tables.length + found.functions.length;
  const message = `The server reads schema ${exposed.join(', ')}${count ? ` with ${found.tables.length} tables and ${found.functions.length} functions` : ''}. Next: open Explore, choose Table or view, and choose or type its name. Presets need the schema scrapewatch and its migrations.`;
  const findings: Finding[] =
    count === 0
      ? [
          {
            ok: true,
            text: 'The server does not list its tables, as projects with new keys do, so names are typed by hand',
          },
        ]
      : [];
  return { message, findings };
}

function success(message: string, findings: Finding[]): TestDataSourceResponse {
  const remarks = findings.filter(({ ok }) => !ok).map(lineOf);
  const count = `${remarks.length} ${remarks.length === 1 ? 'remark' : 'remarks'}`;
  return {
    status: 'success',
    message: remarks.length === 0 ? `Connected. ${message}` : `Connected, with ${count}: ${remarks.join(' ')}`,
    details: { verboseMessage: listOf(findings) },
  };
}

function failure(fault: Fault, findings: Finding[] = [], where?: string): TestDataSourceResponse {
  const answered = [fault.context.status && `HTTP ${fault.context.status}`, fault.context.code]
    .filter(Boolean)
    .join(', ');
  const remarks = findings.filter(({ ok }) => !ok).map(lineOf);
  return {
    status: 'error',
    message: [...remarks, fault.message].join(' '),
    // Grafana shows `details.message` under the message, which has the mend already.
    details: {
      verboseMessage: [[where, answered].filter(Boolean).join(' '), listOf(findings)].filter(Boolean).join('\n'),
    },
  };
}

function listOf(findings: Finding[]): string {
  return findings.map((finding) => `${finding.ok ? '✓' : '!'} ${lineOf(finding)}`).join('\n');
}
