import { Agent as HttpAgent, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { DataSourceStore, WorkbenchDataSource } from '../DataSourceStore';
import type { PluginRegistry, ProxyRoute } from '../PluginRegistry';
import { sendEmpty, sendJson } from '../respond';
import { hasRole, type User } from '../role';
import { fillTemplate } from './fillTemplate';
import { forward } from './forward';
import { headersUp } from './headers';
import { matchRoute } from './matchRoute';
import { decodePath, encodePath, escapedPath, joinPath } from './path';
import { prometheusRefusal } from './prometheusRefusal';
import { rewriteQuery } from './query';

const proxyAddress = /^\/api\/datasources\/proxy\/uid\/([^/]+)(?:\/(.*))?$/;
const defaultTimeoutSeconds = 30;
/** Part of Grafana itself, so without a folder in the bundle. */
const coreTypes = ['prometheus'];

/** Where a request goes, before anything is sent. */
interface Destination {
  base: string;
  rest: string;
  routeHeaders: Record<string, string>;
}

/**
 * Does to a request what the data source proxy of Grafana 10.1 does, losses included, so that what works here works
 * there. docs/workbench.md lists what that is; measured on a Grafana 10.1.2 server.
 */
export class DataSourceProxy {
  private readonly agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

  constructor(
    private readonly dataSources: DataSourceStore,
    private readonly plugins: PluginRegistry
  ) {}

  /** Whether a raw path is the proxy's to answer. */
  handles(rawPath: string): boolean {
    return proxyAddress.test(rawPath);
  }

  /** Answers one request. `rawPath` and `rawQuery` are as the browser wrote them: a URL parser would mend `..` and `;`. */
  async handle(
    req: IncomingMessage,
    res: ServerResponse,
    rawPath: string,
    rawQuery: string,
    user: User
  ): Promise<void> {
    const [, uid = '', rest = ''] = proxyAddress.exec(rawPath) ?? [];
    const source = this.dataSources.get(decodeURIComponent(uid));
    if (!source) {
      sendJson(res, 404, { message: 'Unable to find datasource', traceID: '' });
      return;
    }
    const path = escapedPath(rest);
    const method = req.method ?? 'GET';
    const plugin = await this.plugins.get(source.type);
    if (!plugin && !coreTypes.includes(source.type)) {
      sendJson(res, 500, { message: 'Unable to find datasource plugin', traceID: '' });
      return;
    }
    const route = matchRoute(plugin?.manifest.routes ?? [], method, path);
    if (route?.reqRole && !hasRole(user.orgRole, route.reqRole)) {
      sendJson(res, 403, { message: 'plugin proxy route access denied', traceID: '' });
      return;
    }
    const refused = route ? undefined : prometheusRefusal(source.type, method, path);
    if (refused) {
      sendJson(res, 403, { message: refused, traceID: '' });
      return;
    }
    const target = this.target(route ? routed(source, route, path) : unrouted(source, path));
    if (!target) {
      sendEmpty(res, 502);
      return;
    }
    const query = rewriteQuery(rawQuery);
    forward(req, res, {
      ...target.address,
      path: target.path + (query ? `?${query}` : ''),
      headers: { ...headersUp(req.headers, user.login, target.routeHeaders), host: target.host },
      timeoutMs: timeoutSeconds(source) * 1000,
    });
  }

  /** Ends every connection to a data source. */
  close(): void {
    this.agents.http.destroy();
    this.agents.https.destroy();
  }

  /** The address in parts, or undefined when the base is no http address (an empty one, or `<no value>/rest/v1`). */
  private target({ base, rest, routeHeaders }: Destination) {
    if (!/^https?:\/\//i.test(base) || !URL.canParse(base)) {
      return undefined;
    }
    const { protocol, hostname, port, host, pathname } = new URL(base);
    const secure = protocol === 'https:';
    return {
      address: {
        secure,
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port,
        agent: secure ? this.agents.https : this.agents.http,
      },
      host,
      path: encodePath(joinPath(decodePath(pathname), rest)),
      routeHeaders,
    };
  }
}

function routed(source: WorkbenchDataSource, route: ProxyRoute, path: string): Destination {
  const data = { JsonData: source.jsonData, SecureJsonData: source.secureJsonData };
  const headers = route.headers.map(({ name, content }) => [name, fillTemplate(content, data)]);
  return {
    base: fillTemplate(route.url, data),
    rest: path.slice(route.path.length),
    routeHeaders: Object.fromEntries(headers) as Record<string, string>,
  };
}

function unrouted(source: WorkbenchDataSource, path: string): Destination {
  return { base: source.url ?? '', rest: path, routeHeaders: {} };
}

function timeoutSeconds(source: WorkbenchDataSource): number {
  const seconds = Number(source.jsonData.timeout);
  return seconds > 0 ? seconds : defaultTimeoutSeconds;
}
