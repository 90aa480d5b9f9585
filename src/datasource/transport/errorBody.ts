/** What PostgREST's error bodies hold: https://docs.postgrest.org/en/v13/references/errors.html */
export interface ErrorBody {
  code?: string;
  message?: string;
  details?: string;
  hint?: string;
}

/** Longer words of a server, such as a whole statement, would push the mend out of sight. */
const longest = 400;

/** The body of an error, or undefined when it is no JSON object; fields that hold no text are left out. */
export function parseErrorBody(text: string): ErrorBody | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return undefined;
  }
  const fields: Record<string, unknown> = { ...parsed };
  const textOf = (name: string) => (typeof fields[name] === 'string' ? String(fields[name]) : undefined);
  return { code: textOf('code'), message: textOf('message'), details: textOf('details'), hint: textOf('hint') };
}

/** Message, details and hint as one line without a stop at its end. */
export function saidBy(body: ErrorBody | undefined): string {
  const parts = [body?.message, body?.details, body?.hint]
    .map((part) =>
      (part ?? '')
        .replace(/\s+/g, ' ')
        .replace(/[\s.;:]+$/, '')
        .trim()
    )
    .filter((part) => part !== '');
  const line = parts.join('; ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
