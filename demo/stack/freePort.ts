import { createServer } from 'node:net';

/** Returns a TCP port on 127.0.0.1 that nothing listened on a moment ago. */
export function freePort(): Promise<number> {
  return tryListen(0).then((port) => port ?? Promise.reject(new Error('No free TCP port on 127.0.0.1.')));
}

/** True when 127.0.0.1:`port` can be listened on now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await tryListen(port)) !== undefined;
}

/**
 * Returns `preferred` when it is free, else the next free port above it (100 are tried), else any free port.
 * For ports that were not asked for by name: the caller prints what it got.
 */
export async function portFrom(preferred: number): Promise<number> {
  for (let port = preferred; port < preferred + 100 && port < 65_536; port++) {
    if (await isPortFree(port)) {
      return port;
    }
  }
  return freePort();
}

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
