import type { IncomingMessage, ServerResponse } from 'node:http';
import { accessDenied } from './HttpFault';
import { hasRole, type Role, type User } from './role';

/** One request, as a handler sees it. */
export interface Call {
  req: IncomingMessage;
  res: ServerResponse;
  user: User;
  params: Record<string, string>;
  query: URLSearchParams;
}

/** One API entry. What `handle` returns is sent as JSON with 200; it throws HttpFault for anything else. */
export interface ApiRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Segments starting with `:` are parameters. */
  pattern: string;
  /** The least role, and the permission named to whoever lacks it. */
  needs?: { role: Role; action: string };
  handle: (call: Call) => unknown;
}

/** The first route that fits, with its parameters decoded, or undefined. HEAD is answered as GET. */
export function findRoute(routes: ApiRoute[], method: string, path: string) {
  const asked = method === 'HEAD' ? 'GET' : method;
  for (const route of routes) {
    const params = route.method === asked ? matchPattern(route.pattern, path) : undefined;
    if (params) {
      return { route, params };
    }
  }
  return undefined;
}

/** Throws HttpFault 403 when the user's role does not reach what the route needs. */
export function checkRole(route: ApiRoute, user: User): void {
  if (route.needs && !hasRole(user.orgRole, route.needs.role)) {
    throw accessDenied(route.needs.action);
  }
}

function matchPattern(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    if (segment.startsWith(':')) {
      params[segment.slice(1)] = decodeURIComponent(given[index]);
    } else if (segment !== given[index]) {
      return undefined;
    }
  }
  return params;
}
