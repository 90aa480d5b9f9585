import type { ProxyRoute } from '../PluginRegistry';

/**
 * The route that takes a request, or undefined: the first one whose path is a prefix of the request's path and whose
 * method, when it names one, is the request's. So `restx` is taken by `rest`, `HEAD` is not taken by a `GET` entry, and
 * what no entry takes goes to the data source's own address. `path` is what follows the data source's proxy address.
 */
export function matchRoute(routes: ProxyRoute[], method: string, path: string): ProxyRoute | undefined {
  return routes.find((route) => takesMethod(route, method) && path.startsWith(route.path));
}

function takesMethod(route: ProxyRoute, method: string): boolean {
  return route.method === undefined || route.method === '' || route.method === '*' || route.method === method;
}
