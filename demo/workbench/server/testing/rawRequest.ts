import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  body: string;
}

/**
 * Sends a request line as it stands: fetch would resolve `..`, encode a backslash and drop what it does not like.
 * Resolves with the answer once the server closes the connection.
 */
export function rawRequest(
  port: number,
  requestLine: string,
  headers: Record<string, string> = {}
): Promise<RawAnswer> {
  const given = { Host: `127.0.0.1:${port}`, Connection: 'close', ...headers };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}`);
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`${requestLine} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1');
    });
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const cut = text.indexOf('\r\n\r\n');
      resolve({ status: Number(text.split(' ')[1]), body: text.slice(cut + 4) });
    });
  });
}
