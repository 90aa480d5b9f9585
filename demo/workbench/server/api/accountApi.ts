import { z } from 'zod';
import { HttpFault } from '../HttpFault';
import { readJson } from '../respond';
import type { ApiRoute } from '../router';
import { hasRole, roleCookieLine, roleSchema, userOf, type Role } from '../role';

/** What each role adds, in the words of Grafana's access control; only what the plugins ask about. */
const permissions: Record<Role, string[]> = {
  Viewer: ['dashboards:read', 'datasources:query', 'datasources:read', 'folders:read', 'plugins.app:access'],
  Editor: ['dashboards:create', 'dashboards:write', 'datasources:explore', 'alert.rules:read', 'alert.instances:read'],
  Admin: ['datasources:create', 'datasources:write', 'datasources:delete', 'plugins:write', 'alert.rules:write'],
};

/** Who is asking, and the switch that makes it somebody else. */
export function accountApi(): ApiRoute[] {
  return [
    {
      method: 'POST',
      pattern: '/api/workbench/role',
      handle: async ({ req, res }) => {
        const parsed = z.object({ role: roleSchema }).safeParse(await readJson(req));
        if (!parsed.success) {
          throw new HttpFault(400, 'The role must be Viewer, Editor or Admin.');
        }
        const line = roleCookieLine(parsed.data.role);
        res.setHeader('Set-Cookie', line);
        return { user: userOf(line.split(';')[0]) };
      },
    },
    {
      method: 'GET',
      pattern: '/api/user',
      handle: ({ user }) => ({
        id: user.id,
        uid: user.login,
        login: user.login,
        name: user.name,
        email: `${user.login}@localhost`,
        theme: '',
        orgId: 1,
        isGrafanaAdmin: false,
        isDisabled: false,
        isExternal: false,
        authLabels: [],
      }),
    },
    {
      method: 'GET',
      pattern: '/api/user/orgs',
      handle: ({ user }) => [{ orgId: 1, name: 'Main Org.', role: user.orgRole }],
    },
    {
      method: 'GET',
      pattern: '/api/user/preferences',
      handle: () => ({ theme: '', timezone: 'browser', weekStart: '', homeDashboardUID: '' }),
    },
    { method: 'GET', pattern: '/api/org', handle: () => ({ id: 1, name: 'Main Org.' }) },
    {
      method: 'GET',
      pattern: '/api/access-control/user/actions',
      handle: ({ user }) => Object.fromEntries(actionsOf(user.orgRole).map((action) => [action, true])),
    },
    {
      method: 'GET',
      pattern: '/api/access-control/user/permissions',
      handle: ({ user }) => Object.fromEntries(actionsOf(user.orgRole).map((action) => [action, ['*']])),
    },
  ];
}

/** Every action of a role and of those below it. */
export function actionsOf(role: Role): string[] {
  const entries = Object.entries(permissions) as Array<[Role, string[]]>;
  return entries.flatMap(([least, actions]) => (hasRole(role, least) ? actions : []));
}
