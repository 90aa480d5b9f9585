import type { TestDataSourceResponse } from '@grafana/data';
import { remarkOnUrl } from '../config/remarkOnUrl';
import type { Settings } from '../config/options';
import { toRows, type Row } from '../frames/toRows';
import { presetSchema } from '../query/presets';
import { toPath } from '../query/toPostgrest';
import { asFault, Fault } from '../transport/Fault';
import type { FaultCode } from '../transport/faults';
import type { Send } from '../transport/http';
import { parseBody } from '../transport/readBody';

export interface HealthContext {
  baseUrl: string;
  settings: Settings;
  send: Send;
}

type Get = (path: string, searchParams: Array<[string, string]>, schema: string) => Promise<Row[]>;

/**
 * Finds out what works: address, key, schema, functions, grants, rows and the row cap, in this order, and stops at the
 * first thing without which nothing else can work. Every finding comes with its mend.
 */
export async function checkHealth({ baseUrl, settings, send }: HealthContext): Promise<TestDataSourceResponse> {
  if (settings.url === '') {
    return failure(new Fault('missing-name', { detail: 'the data source has no URL' }));
  }
  const wrongUrl = remarkOnUrl(settings.url);
  if (wrongUrl) {
    return { status: 'error', message: wrongUrl };
  }
  const signal = new AbortController().signal;
  const get: Get = async (path, searchParams, schema) => {
    const url = `${baseUrl}/${toPath({ path, searchParams })}`;
    const headers = { Accept: 'application/json', 'Accept-Profile': schema };
    return toRows(parseBody(await send({ method: 'GET', url, headers }, signal), settings), 'value');
  };
  return settings.schemas.includes(presetSchema) ? checkScrapewatch(get, settings) : checkAnyServer(get, settings);
}

async function checkScrapewatch(get: Get, settings: Settings): Promise<TestDataSourceResponse> {
  let checks: Row[];
  try {
    checks = await get('read/rpc/health', [], presetSchema);
  } catch (thrown) {
    return failure(asFault(thrown), 'This came from calling scrapewatch.health().');
  }
  const findings = checks.filter((check) => check.ok !== true).map(describeCheck);
  let rows: { message: string; findings: string[] };
  try {
    rows = await checkRows(get, settings);
  } catch (thrown) {
    return failure(asFault(thrown), 'This came from reading scrapewatch.runs.');
  }
  const all = [...findings, ...rows.findings];
  return {
    status: 'success',
    message:
      all.length === 0
        ? `Connected. ${rows.message}`
        : `Connected, with ${all.length} ${all.length === 1 ? 'remark' : 'remarks'}: ${all.join(' ')}`,
    details: { verboseMessage: checks.map(describeCheck).join('\n') },
  };
}

/** Reads one row more than the configured cap: that tells the server's true cap, and whether the reader sees any row. */
async function checkRows(get: Get, { rowCap }: Settings): Promise<{ message: string; findings: string[] }> {
  const select: Array<[string, string]> = [['select', 'run_id']];
  const rows = await get('read/runs', [...select, ['limit', String(rowCap + 1)]], presetSchema);
  const count = rows.length.toLocaleString('en');
  if (rows.length === 0) {
    const finding =
      'scrapewatch.runs has no row for this reader: there are no runs yet, or row level security hides them. As the database’s owner run: select count(*) from scrapewatch.runs;';
    return { message: '', findings: [finding] };
  }
  if (rows.length > rowCap) {
    const finding = `The server answers more than ${rowCap} rows at a time: raise the row cap in these settings to its max_rows.`;
    return { message: '', findings: [finding] };
  }
  if (rows.length < rowCap) {
    const next = await get('read/runs', [...select, ['limit', '1'], ['offset', String(rows.length)]], presetSchema);
    if (next.length > 0) {
      const finding = `The server’s cap on rows is ${count}, not ${rowCap}: set the row cap in these settings to ${rows.length}. Paging works all the same.`;
      return { message: '', findings: [finding] };
    }
  }
  return { message: `Runs, functions and grants are in order.`, findings: [] };
}

// A table that nobody has: the way in which the server says so proves that it is PostgREST and that the key is good.
const probe = 'scrapewatch_probe_of_no_table';
const proofs: FaultCode[] = ['unknown-table', 'not-granted'];

async function checkAnyServer(get: Get, { schemas }: Settings): Promise<TestDataSourceResponse> {
  for (const schema of schemas) {
    try {
      await get(`read/${probe}`, [['limit', '0']], schema);
    } catch (thrown) {
      const fault = asFault(thrown);
      if (!proofs.includes(fault.code) || fault.context.code === undefined) {
        return failure(fault, `This came from schema ${schema}.`);
      }
    }
  }
  const message = `Connected; the server reads schema ${schemas.join(', ')}. Presets need the schema scrapewatch and its migrations.`;
  return { status: 'success', message };
}

function describeCheck(check: Row): string {
  const mend = check.mend ? ` Mend: ${String(check.mend)}` : '';
  return `${String(check.check_name)}: ${check.ok === true ? 'ok' : 'not ok'}${check.detail ? `, ${String(check.detail).replace(/\.$/, '')}` : ''}.${mend}`;
}

function failure(fault: Fault, where?: string): TestDataSourceResponse {
  const answered = [fault.context.status && `HTTP ${fault.context.status}`, fault.context.code]
    .filter(Boolean)
    .join(', ');
  return {
    status: 'error',
    message: fault.message,
    // Grafana shows `details.message` under the message, which has the mend already.
    details: { verboseMessage: [where, answered].filter(Boolean).join(' ') },
  };
}
