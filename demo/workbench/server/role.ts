import { z } from 'zod';

/** The three organisation roles, weakest first: a role may do what those before it may. */
export const roles = ['Viewer', 'Editor', 'Admin'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const roleCookie = 'workbench_role';
const defaultRole: Role = 'Editor';

export interface User {
  id: number;
  login: string;
  name: string;
  orgRole: Role;
}

/** Whether a user with `role` may do what asks for `needed`. */
export function hasRole(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/**
 * The demo user behind a request. Each role has a login of its own, so that the audit log of a command shows who
 * the workbench took you for. A cookie that names no role counts as the default, never as more.
 */
export function userOf(cookieHeader: string | undefined): User {
  const orgRole = roleFromCookie(cookieHeader);
  const word = orgRole.toLowerCase();
  return { id: roles.indexOf(orgRole) + 1, login: `demo-${word}`, name: `Demo ${word}`, orgRole };
}

/** The Set-Cookie line that makes the browser ask as `role`. Unsigned: this is a switch to try roles, not a log-in. */
export function roleCookieLine(role: Role): string {
  return `${roleCookie}=${role}; Path=/; SameSite=Strict; HttpOnly`;
}

function roleFromCookie(header: string | undefined): Role {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  const found = pairs.find(([name]) => name === roleCookie);
  if (!found) {
    return defaultRole;
  }
  const parsed = roleSchema.safeParse(found[1]);
  return parsed.success ? parsed.data : 'Viewer';
}
