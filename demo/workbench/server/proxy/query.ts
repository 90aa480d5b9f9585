const unreserved = /[A-Za-z0-9\-_.~]/;

/**
 * The query string as Grafana's proxy sends it on: decoded, sorted by key (in bytes; equal keys keep their order)
 * and encoded again. A pair with a raw `;` or a malformed `%` is dropped without a word, as Go's url.ParseQuery does
 * (https://pkg.go.dev/net/url#ParseQuery). Works on bytes, so that what is not UTF-8 survives.
 */
export function rewriteQuery(raw: string): string {
  return raw
    .split('&')
    .flatMap(parsePair)
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ key, value }) => `${encodeBytes(key)}=${encodeBytes(value)}`)
    .join('&');
}

interface Pair {
  key: Buffer;
  value: Buffer;
}

function parsePair(text: string): Pair[] {
  if (text === '' || text.includes(';')) {
    return [];
  }
  const cut = text.indexOf('=');
  const key = decodeBytes(cut < 0 ? text : text.slice(0, cut));
  const value = decodeBytes(cut < 0 ? '' : text.slice(cut + 1));
  return key && value ? [{ key, value }] : [];
}

function decodeBytes(text: string): Buffer | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) {
    return undefined;
  }
  const latin = text.replace(/\+/g, ' ').replace(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(latin, 'latin1');
}

function encodeBytes(bytes: Buffer): string {
  return Array.from(bytes, (byte) => {
    const char = String.fromCharCode(byte);
    if (char === ' ') {
      return '+';
    }
    return unreserved.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
