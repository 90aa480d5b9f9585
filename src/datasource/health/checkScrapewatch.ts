import type { Settings } from '../config/options';
import type { Row } from '../frames/toRows';
import { presetSchema } from '../query/presets';
import { Fault } from '../transport/Fault';
import { findingOf, type Finding } from './Finding';
import type { Ask } from './HealthContext';

type Inside = { message: string; findings: Finding[] } | { fault: Fault; where: string };

/** What our own schema says of itself, and whether rows, cap, aggregates and the user's name come through. */
export async function checkScrapewatch(ask: Ask, settings: Settings): Promise<Inside> {
  const checks = await ask('read/rpc/health', [], presetSchema);
  if (checks instanceof Fault) {
    return { fault: checks, where: 'This came from calling scrapewatch.health().' };
  }
  const rows = await checkRows(ask, settings);
  if (rows instanceof Fault) {
    return { fault: rows, where: 'This came from reading scrapewatch.runs.' };
  }
  const more = await Promise.all([checkAggregates(ask), checkActor(ask)]);
  const findings = [...checks.map(toFinding), ...rows, ...more.flat()];
  return { message: 'Runs, functions and grants are in order.', findings };
}

/** Reads one row more than the configured cap: that tells the server's true cap, and whether the reader sees any row. */
async function checkRows(ask: Ask, { rowCap }: Settings): Promise<Finding[] | Fault> {
  const select: Array<[string, string]> = [['select', 'run_id']];
  const rows = await ask('read/runs', [...select, ['limit', String(rowCap + 1)]], presetSchema);
  if (rows instanceof Fault) {
    return rows;
  }
  if (rows.length === 0) {
    const text = 'scrapewatch.runs has no row for this reader: there are no runs yet, or row level security hides them';
    return [{ ok: false, text, mend: 'As the database’s owner run: select count(*) from scrapewatch.runs;' }];
  }
  if (rows.length > rowCap) {
    const text = `The server answers more than ${rowCap} rows at a time`;
    return [{ ok: false, text, mend: 'Raise the row cap in these settings to its max_rows.' }];
  }
  if (rows.length === rowCap) {
    return [];
  }
  const next = await ask('read/runs', [...select, ['limit', '1'], ['offset', String(rows.length)]], presetSchema);
  if (next instanceof Fault || next.length === 0) {
    return [];
  }
  const text = `The server’s cap on rows is ${rows.length.toLocaleString('en')}, not ${rowCap}; paging works all the same`;
  return [{ ok: false, text, mend: `Set the row cap in these settings to ${rows.length}.` }];
}

/** A count of no rows costs nothing, and is refused where aggregates are off. */
async function checkAggregates(ask: Ask): Promise<Finding[]> {
  const answer = await ask(
    'read/runs',
    [
      ['select', 'count()'],
      ['limit', '0'],
    ],
    presetSchema
  );
  return answer instanceof Fault && answer.code === 'aggregates-off' ? [findingOf(answer)] : [];
}

/** The newest command tells whether Grafana sends the name of who presses a button. */
async function checkActor(ask: Ask): Promise<Finding[]> {
  const search: Array<[string, string]> = [
    ['select', 'actor'],
    ['order', 'requested_at.desc'],
    ['limit', '1'],
  ];
  const commands = await ask('read/command_log', search, presetSchema);
  if (commands instanceof Fault || commands.length === 0 || commands[0].actor !== null) {
    return [];
  }
  const text = 'The newest command does not say who asked for it: Grafana does not send its users’ names';
  return [
    {
      ok: false,
      text,
      mend: 'Set send_user_header = true in section [dataproxy] of grafana.ini, then restart Grafana.',
    },
  ];
}

function toFinding({ check_name, ok, detail, mend }: Row): Finding {
  const text = `${String(check_name)}: ${ok === true ? 'ok' : 'not ok'}${detail ? `, ${String(detail)}` : ''}`;
  return { ok: ok === true, text, mend: mend ? String(mend) : undefined };
}
