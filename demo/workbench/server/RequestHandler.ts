import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { accountApi } from './api/accountApi';
import { bootApi } from './api/bootApi';
import { dashboardApi } from './api/dashboardApi';
import { dataSourceApi } from './api/dataSourceApi';
import { pluginApi } from './api/pluginApi';
import type { DashboardStore } from './DashboardStore';
import type { DataSourceStore } from './DataSourceStore';
import { refusal } from './guard';
import { HttpFault } from './HttpFault';
import { pageHeaders } from './pageHeaders';
import type { PhaseLog } from './phases';
import type { PluginRegistry } from './PluginRegistry';
import type { DataSourceProxy } from './proxy/DataSourceProxy';
import { hasValidEscapes } from './proxy/path';
import { sendJson, sendText } from './respond';
import { userOf } from './role';
import { checkRole, findRoute, type ApiRoute } from './router';
import { startingPage } from './startingPage';
import { StaticFiles } from './static/StaticFiles';

export interface HandlerParts {
  phases: PhaseLog;
  dataSources: DataSourceStore;
  dashboards: DashboardStore;
  plugins: PluginRegistry;
  proxy: DataSourceProxy;
  clientDir: string;
  onError?: (error: unknown) => void;
}

/** Answers every request: who may ask at all, then API, files, pages. */
export class RequestHandler {
  private readonly routes: ApiRoute[];
  private readonly files: StaticFiles;

  constructor(private readonly parts: HandlerParts) {
    this.files = new StaticFiles(parts.plugins, parts.clientDir);
    this.routes = [
      ...bootApi(parts),
      ...accountApi(),
      ...dashboardApi(parts.dashboards),
      ...dataSourceApi(parts.dataSources),
      ...pluginApi(parts.plugins),
    ];
  }

  /** Never rejects: a fault of ours is a 500 without details, and told to `onError`. */
  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('X-Frame-Options', 'SAMEORIGIN');
    try {
      await this.answer(req, res);
    } catch (error) {
      this.answerFault(error, res);
    }
  }

  private async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const refused = refusal(req);
    if (refused) {
      sendJson(res, 403, { message: refused });
      return;
    }
    // Split by hand: the proxy needs both parts as they were written.
    const [rawPath, rawQuery] = splitAddress(req.url ?? '/');
    if (!rawPath.startsWith('/') || !hasValidEscapes(rawPath)) {
      sendText(res, 400, '400 Bad Request');
      return;
    }
    if (rawPath === '/api/workbench/phases') {
      sendJson(res, 200, this.parts.phases.toJson());
      return;
    }
    if (rawPath === '/api' || rawPath.startsWith('/api/')) {
      await this.answerApi(req, res, rawPath, rawQuery);
      return;
    }
    const pathname = decodeURIComponent(rawPath);
    if (pathname.startsWith('/public/')) {
      if (!isRead(req) || !(await this.files.serve(req, res, pathname))) {
        sendText(res, 404, 'Not found');
      }
      return;
    }
    await this.answerPage(req, res);
  }

  private async answerApi(req: IncomingMessage, res: ServerResponse, rawPath: string, rawQuery: string): Promise<void> {
    const { phases, proxy } = this.parts;
    if (!phases.ready) {
      sendJson(res, 503, { message: 'Scrapewatch is still starting', phases: phases.toJson().phases });
      return;
    }
    const user = userOf(req.headers.cookie);
    if (proxy.handles(rawPath)) {
      await proxy.handle(req, res, rawPath, rawQuery, user);
      return;
    }
    const found = findRoute(this.routes, req.method ?? 'GET', rawPath);
    if (!found) {
      throw new HttpFault(404, 'Not found');
    }
    checkRole(found.route, user);
    const query = new URLSearchParams(rawQuery);
    sendJson(res, 200, await found.route.handle({ req, res, user, params: found.params, query }));
  }

  private async answerPage(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!isRead(req)) {
      throw new HttpFault(404, 'Not found');
    }
    const html = this.parts.phases.ready ? await clientPage(this.parts.clientDir) : startingPage;
    res.writeHead(200, pageHeaders(html)).end(html);
  }

  private answerFault(thrown: unknown, res: ServerResponse): void {
    const error = thrown instanceof URIError ? new HttpFault(400, 'The address is not UTF-8') : thrown;
    if (res.headersSent) {
      res.destroy();
    } else if (error instanceof HttpFault) {
      sendJson(res, error.status, error.body());
    } else {
      sendJson(res, 500, { message: 'Internal Server Error' });
    }
    if (!(error instanceof HttpFault)) {
      (this.parts.onError ?? console.error)(error);
    }
  }
}

async function clientPage(clientDir: string): Promise<string> {
  try {
    return await readFile(path.join(clientDir, 'index.html'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
    return '<!doctype html><meta charset="utf-8"><title>Scrapewatch</title><p>The workbench page is not built yet.</p>';
  }
}

function splitAddress(url: string): [string, string] {
  const cut = url.indexOf('?');
  return cut < 0 ? [url, ''] : [url.slice(0, cut), url.slice(cut + 1)];
}

function isRead(req: IncomingMessage): boolean {
  return req.method === 'GET' || req.method === 'HEAD';
}
