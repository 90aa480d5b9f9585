const keptInPath = /[A-Za-z0-9\-_.~$&+,/:;=@]/;
const validWhenEncoded = /^(?:[A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]]|%[0-9A-Fa-f]{2})*$/;

/**
 * A path as Grafana's proxy takes it over from the request: as it was written, or, where a character had no business
 * being raw (a backslash, a quote), encoded once. `..` is left alone.
 */
export function escapedPath(raw: string): string {
  return validWhenEncoded.test(raw) ? raw : encodePath(decodePath(raw));
}

/** Encodes every byte that Go does not keep in a path, `%` included: what was encoded once becomes encoded twice. */
export function encodePath(path: string): string {
  return Array.from(Buffer.from(path, 'utf8'), (byte) => {
    const char = String.fromCharCode(byte);
    return keptInPath.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** Joins a base path and what follows with exactly one slash between, and changes nothing inside either. */
export function joinPath(base: string, rest: string): string {
  if (rest === '') {
    return base;
  }
  return `${base.replace(/\/$/, '')}/${rest.replace(/^\//, '')}`;
}

/** Whether every `%` starts a proper escape; Grafana's server answers 400 to a path where one does not. */
export function hasValidEscapes(path: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(path);
}

/** Undoes one encoding; a malformed escape stays as it is. */
export function decodePath(raw: string): string {
  const bytes = raw.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
