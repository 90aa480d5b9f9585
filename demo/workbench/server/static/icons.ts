import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { drawIcon } from './drawnIcons';
import { packageDir } from './packageDir';
import { serveFile } from './serveFile';

const iconAddress = /^\/public\/(?:build\/)?img\/icons\/((?:[a-z0-9-]+\/)?([a-z0-9 -]+)\.svg)$/;

/**
 * Sends an icon of @grafana/ui. Its npm package names icons that it does not contain (103 of 313 in 13.2.2), so what is
 * missing is drawn here. Answers false when the path is no icon's.
 */
export async function serveIcon(req: IncomingMessage, res: ServerResponse, pathname: string): Promise<boolean> {
  const [, file, name] = iconAddress.exec(pathname) ?? [];
  if (!file) {
    return false;
  }
  const root = path.join(packageDir('@grafana/ui'), 'dist/public/img/icons');
  if (!(await serveFile(req, res, root, file))) {
    res.writeHead(200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'no-cache' }).end(drawIcon(name));
  }
  return true;
}
