import type { Fault } from '../transport/Fault';

/** One thing that was looked at. */
export interface Finding {
  ok: boolean;
  /** What was found, one sentence without its stop. */
  text: string;
  /** What mends it: what to do, with the SQL or the place of the setting. */
  mend?: string;
}

/** What a fault says, as a finding. */
export function findingOf({ what, causes, mend, command }: Fault): Finding {
  const why = causes.length > 0 ? `. Possible causes: ${causes.join('; ')}` : '';
  return { ok: false, text: `${withoutStop(what)}${why}`, mend: command ? `${withoutStop(mend)}: ${command}` : mend };
}

/** A finding as one line. */
export function lineOf({ text, mend }: Finding): string {
  return `${withoutStop(text)}.${mend ? ` Mend: ${mend}` : ''}`;
}

function withoutStop(text: string): string {
  return text.replace(/[.:]$/, '');
}
