/** The parts of a fault's message. */
export interface MessageParts {
  what: string;
  causes: string[];
  mend?: string;
  command?: string;
}

const causesMark = '. Possible causes: ';
const mendMark = ' — ';

/**
 * The parts of the one line that Grafana carries from a query to its editor (see Fault); a message of another origin is
 * all `what`.
 */
export function readMessage(message: string): MessageParts {
  const at = message.lastIndexOf(mendMark);
  if (at < 0) {
    return { what: message, causes: [] };
  }
  const [what, causes] = message.slice(0, at).split(causesMark);
  const tail = message.slice(at + mendMark.length);
  // What is to be run begins like SQL or a shell command, right after a colon.
  const [, mend, command] = /^([^]*?): ((?:curl|select|grant|alter|notify|create|update|set)\b[^]*)$/.exec(tail) ?? [];
  return { what, causes: causes?.split('; ') ?? [], mend: command ? `${mend}:` : tail, command };
}
