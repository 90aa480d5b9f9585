import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Bundlers put a hash of the content in such a name, so what it holds never changes. */
const hashedName = /[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/**
 * Sends the file at `relative` (decoded, with `/`) inside `root`. Answers false, having sent nothing, when there is no
 * such file or the path leads out of `root`. `immutable` lets the browser keep files whose name carries a hash.
 */
export async function serveFile(
  req: IncomingMessage,
  res: ServerResponse,
  root: string,
  relative: string,
  { immutable = false } = {}
): Promise<boolean> {
  const file = insideOf(root, relative);
  const found = file ? await stat(file).catch(() => undefined) : undefined;
  if (!file || !found?.isFile()) {
    return false;
  }
  const etag = `"${found.size.toString(16)}-${Math.round(found.mtimeMs).toString(16)}"`;
  const keep = immutable && hashedName.test(file);
  const headers = {
    'Content-Type': types[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
    'Cache-Control': keep ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: etag,
  };
  if (req.headers['if-none-match'] === etag) {
    res.writeHead(304, headers).end();
    return true;
  }
  res.writeHead(200, { ...headers, 'Content-Length': found.size });
  if (req.method === 'HEAD') {
    res.end();
    return true;
  }
  pipeline(createReadStream(file), res, () => undefined);
  return true;
}

/** The absolute path, or undefined when `relative` climbs out of `root`, is absolute or holds what no file name does. */
function insideOf(root: string, relative: string): string | undefined {
  if (relative.includes('\0') || relative.includes('\\') || relative.split('/').includes('..')) {
    return undefined;
  }
  return path.join(root, relative);
}
