import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

export const userAgent = 'Grafana/13.2.2 (Scrapewatch workbench)';

/** Belong to one connection, never to the next (RFC 9110, section 7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** What of the browser's request never reaches a data source. */
const notUp = [
  ...hopByHop,
  'host',
  'expect',
  'cookie',
  'origin',
  'referer',
  'authorization',
  'x-ds-authorization',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-forwarded-for',
];

/** What of the data source's answer never reaches a browser. */
const notDown = [...hopByHop, 'set-cookie', 'set-cookie2'];

/**
 * The headers to send to a data source. Any caller's `X-DS-Authorization` becomes `Authorization`, which is why every
 * route of ours sets `Authorization` itself: a route's headers are laid over all others.
 */
export function headersUp(
  given: IncomingHttpHeaders,
  login: string,
  routeHeaders: Record<string, string>
): OutgoingHttpHeaders {
  const sent: OutgoingHttpHeaders = without(given, notUp);
  const forwarded = given['x-ds-authorization'];
  if (forwarded !== undefined) {
    sent['authorization'] = String(forwarded);
  }
  sent['user-agent'] = userAgent;
  sent['x-forwarded-for'] = '127.0.0.1';
  sent['x-grafana-user'] = login;
  for (const [name, value] of Object.entries(routeHeaders)) {
    sent[name.toLowerCase()] = value;
  }
  return sent;
}

/** The headers of an answer as the browser gets them. Sandboxed: a data source must not run a page in our origin. */
export function headersDown(given: IncomingHttpHeaders): OutgoingHttpHeaders {
  return { ...without(given, notDown), 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' };
}

function without(headers: IncomingHttpHeaders, names: string[]): OutgoingHttpHeaders {
  const connection = String(headers.connection ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const dropped = new Set([...names, ...connection]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
}
