import type { IncomingMessage } from 'node:http';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Why a request must not be answered, or undefined. The workbench has no log-in, so what stands between it and any
 * web page open in the same browser is: the Host must be a loopback name (a rebound DNS name is not), and a request
 * that a browser marks as coming from another origin is refused, reads included. Ports may differ between Host and
 * our socket: an SSH forward does that.
 */
export function refusal(req: IncomingMessage): string | undefined {
  const host = req.headers.host ?? '';
  if (!loopbackNames.has(host.replace(/:\d+$/, '').toLowerCase())) {
    return `The workbench answers on localhost only, not as "${host}".`;
  }
  const { origin } = req.headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    return 'The workbench does not answer requests from other origins.';
  }
  if (req.headers['sec-fetch-site'] === 'cross-site' && req.headers['sec-fetch-mode'] !== 'navigate') {
    return 'The workbench does not answer requests from other sites.';
  }
  return undefined;
}
