import { faults, type FaultCode, type FaultContext } from './faults';

/** A named error; its message says what happened and what mends it. */
export class Fault extends Error {
  readonly what: string;
  readonly mend: string;

  constructor(
    readonly code: FaultCode,
    readonly context: FaultContext = {}
  ) {
    const what = faults[code].message(context);
    const mend = faults[code].mend;
    super(`${what.replace(/\.$/, '')} — ${mend}`);
    this.name = 'Fault';
    this.what = what;
    this.mend = mend;
  }
}

/** Any thrown thing as a fault; what is not one already becomes `unexpected`. */
export function asFault(thrown: unknown): Fault {
  return thrown instanceof Fault
    ? thrown
    : new Fault('unexpected', { detail: thrown instanceof Error ? thrown.message : String(thrown) });
}
