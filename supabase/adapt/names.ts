/** `customerName` → `customer_name`; everything lower case. */
export function snake(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}

const singular = (name: string) => name.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');

/**
 * How well a name fits a list of names, the most telling first: 1 for the first of them, a little less for later ones,
 * at most 0.75 when only its end fits, 0 when nothing does. Singular and plural are alike.
 */
export function nameScore(name: string, names: string[]): number {
  const own = singular(snake(name));
  const scores = names.map((wanted, place) => {
    const plain = singular(snake(wanted));
    const rank = Math.max(1 - place * 0.02, 0.75);
    if (own === plain) {
      return rank;
    }
    return own.endsWith(`_${plain}`) ? rank * 0.75 : 0;
  });
  return Math.max(0, ...scores);
}

/** As nameScore, also for columns that repeat their table's name (`job_status` in `jobs`). */
export function columnScore(column: string, table: string, names: string[]): number {
  const prefix = `${singular(snake(table))}_`;
  const plain = snake(column);
  const rest = plain.startsWith(prefix) ? nameScore(plain.slice(prefix.length), names) * 0.97 : 0;
  return Math.max(nameScore(column, names), rest);
}

/**
 * Columns that no view may show, whatever they are called besides: addresses, secrets, raw payloads. (docs/security.md)
 * A plain number of tokens used would be no secret; it is left out all the same.
 */
export function isSensitive(column: string): boolean {
  return /mail|token|secret|passw|pwd|payload|cookie|credential|(^|_)(raw|key|hash|salt|otp|ssn|iban|phone|mobile|address|ip|body|html|json|context|metadata|meta|headers|birth\w*)($|_)|api_?key|private|card/.test(
    snake(column)
  );
}
