import { faults, type FaultCode, type FaultContext, type FaultText } from './faults';

/** A named error; its message says what happened, what may be the cause, and what mends it, in one line. */
export class Fault extends Error {
  readonly what: string;
  readonly mend: string;
  /** What may have happened, where the answer does not tell. */
  readonly causes: string[];
  /** What to run: SQL that mends it, or a shell command that tells the causes apart. */
  readonly command?: string;

  constructor(
    readonly code: FaultCode,
    readonly context: FaultContext = {}
  ) {
    const entry: FaultText = faults[code];
    const what = entry.message(context);
    const causes = typeof entry.causes === 'function' ? entry.causes(context) : (entry.causes ?? []);
    const command = entry.command?.(context);
    super(toLine(what, causes, entry.mend, command));
    this.name = 'Fault';
    this.what = what;
    this.mend = entry.mend;
    this.causes = causes;
    this.command = command;
  }
}

/** Any thrown thing as a fault; what is not one already becomes `unexpected`. */
export function asFault(thrown: unknown): Fault {
  return thrown instanceof Fault
    ? thrown
    : new Fault('unexpected', { detail: thrown instanceof Error ? thrown.message : String(thrown) });
}

function toLine(what: string, causes: string[], mend: string, command: string | undefined): string {
  const why = causes.length > 0 ? `. Possible causes: ${causes.join('; ')}` : '';
  return `${withoutStop(what)}${why} — ${command ? `${withoutStop(mend)}: ${command}` : mend}`;
}

function withoutStop(text: string): string {
  return text.replace(/[.:]$/, '');
}
