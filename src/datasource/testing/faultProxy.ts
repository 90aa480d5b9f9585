import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** An answer of a server's own making. */
export interface CannedAnswer {
  status: number;
  headers?: Record<string, string>;
  /** Text goes out as it is, anything else as JSON. */
  body: unknown;
}

/** What the proxy does to the requests that come through it. */
export type Behaviour =
  /** Hands the upstream's answer on as it is. */
  | 'pass'
  /** Resets the connection instead of answering. */
  | 'reset'
  /** Resets the connection after half of the upstream's body. */
  | 'reset-mid-body'
  /** Answers at once, then a byte now and then, for ever. */
  | 'drip'
  /** Takes the request and says nothing. */
  | 'silence'
  /** Ends the answer after half of the upstream's body, as if that were all. */
  | 'truncate'
  | CannedAnswer;

export interface FaultProxy {
  url: string;
  /** The same port by https, which it does not speak. */
  httpsUrl: string;
  /** An address on which nothing listens. */
  refusingUrl: string;
  /** From now on; every connection that is still open ends. */
  behave: (behaviour: Behaviour) => void;
  /** How many requests came since `behave`. */
  requests: () => number;
  stop: () => Promise<void>;
}

/** Starts an HTTP server before `upstream` that spoils its answers on the wire, on a free port of loopback. */
export async function startFaultProxy(upstream: string): Promise<FaultProxy> {
  let behaviour: Behaviour = 'pass';
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createServer((req, res) => {
    requests++;
    void answerWith(behaviour, upstream, req, res);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const port = await listen(server);
  const refusingPort = await freePort();
  return {
    url: `http://127.0.0.1:${port}`,
    httpsUrl: `https://127.0.0.1:${port}`,
    refusingUrl: `http://127.0.0.1:${refusingPort}`,
    behave: (next) => {
      behaviour = next;
      requests = 0;
      sockets.forEach((socket) => socket.destroy());
    },
    requests: () => requests,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}

async function answerWith(behaviour: Behaviour, upstream: string, req: IncomingMessage, res: ServerResponse) {
  if (behaviour === 'reset') {
    req.socket.resetAndDestroy();
    return;
  }
  if (behaviour === 'silence') {
    return;
  }
  if (behaviour === 'drip') {
    drip(res);
    return;
  }
  if (typeof behaviour === 'object') {
    const { status, headers, body } = behaviour;
    res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
    return;
  }
  const { status, headers, body } = await ask(upstream, req);
  if (behaviour === 'reset-mid-body') {
    res.writeHead(status, { ...headers, 'content-length': body.length });
    res.write(body.subarray(0, body.length >> 1), () => req.socket.resetAndDestroy());
    return;
  }
  const sent = behaviour === 'truncate' ? body.subarray(0, body.length >> 1) : body;
  res.writeHead(status, { ...headers, 'content-length': sent.length });
  res.end(sent);
}

function drip(res: ServerResponse) {
  res.writeHead(200, { 'Content-Type': 'application/json' });
  const timer = setInterval(() => res.write(' '), 20);
  res.once('close', () => clearInterval(timer));
}

interface WholeAnswer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding']);

function ask(upstream: string, { method, url = '/', headers }: IncomingMessage): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(new URL(url, upstream), { method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const kept = Object.entries(answer.headers).filter(([name]) => !ofConnection.has(name));
        const status = answer.statusCode ?? 502;
        resolve({ status, headers: Object.fromEntries(kept), body: Buffer.concat(chunks) });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
