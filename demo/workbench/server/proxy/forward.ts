import {
  request as httpRequest,
  type Agent,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { sendEmpty, sendText } from '../respond';
import { headersDown } from './headers';

export interface Target {
  secure: boolean;
  hostname: string;
  port: string;
  /** Path and query exactly as they go on the wire. */
  path: string;
  headers: OutgoingHttpHeaders;
  timeoutMs: number;
  /** Connections kept between requests; false opens a fresh one. */
  agent: Agent | false;
}

/**
 * Sends the browser's request to a data source and streams the answer back. Answers as Grafana's proxy does where
 * there is nothing to stream: 502 empty when the data source cannot be reached, 504 empty when its headers take longer
 * than the timeout, and 400 with a fixed text for its 401. A browser that goes away takes the upstream request with it.
 */
export function forward(req: IncomingMessage, res: ServerResponse, target: Target): void {
  const { secure, timeoutMs, ...options } = target;
  const headers = { ...options.headers, ...framing(req) };
  const upstream = (secure ? httpsRequest : httpRequest)({ ...options, headers, method: req.method });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    upstream.destroy(new Error('timeout'));
  }, timeoutMs);

  upstream.once('response', (answer) => {
    clearTimeout(timer);
    answerWith(answer, res);
  });
  upstream.once('error', () => {
    clearTimeout(timer);
    if (res.headersSent || res.destroyed) {
      res.destroy();
      return;
    }
    if (upstream.reusedSocket && !late && isRead(req)) {
      // The kept connection was being closed meanwhile. A read may be asked twice, a command may not.
      forward(req, res, { ...target, agent: false });
      return;
    }
    sendEmpty(res, late ? 504 : 502);
  });
  res.once('close', () => {
    clearTimeout(timer);
    if (!res.writableFinished) {
      upstream.destroy();
    }
  });

  if (hasBody(req)) {
    req.pipe(upstream);
  } else {
    upstream.end();
  }
}

function answerWith(answer: IncomingMessage, res: ServerResponse): void {
  if (answer.statusCode === 401) {
    answer.resume();
    sendText(res, 400, 'Authentication to data source failed');
    return;
  }
  res.writeHead(answer.statusCode ?? 502, answer.statusMessage, headersDown(answer.headers));
  // A body that breaks off must break off here too: pipeline destroys the browser's connection with it.
  pipeline(answer, res, () => undefined);
}

/** A chunked body must stay chunked: for a DELETE, Node would otherwise send it without saying where it ends. */
function framing(req: IncomingMessage): OutgoingHttpHeaders {
  return req.headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' };
}

function isRead(req: IncomingMessage): boolean {
  return (req.method === 'GET' || req.method === 'HEAD') && !hasBody(req);
}

function hasBody(req: IncomingMessage): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}
