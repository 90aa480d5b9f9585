import { SignJWT } from 'jose';
import type { SigningKey } from './signingKey';

export const tokenRoles = [
  'scrapewatch_reader',
  'scrapewatch_operator',
  'scrapewatch_metrics',
  'scrapewatch_ingest',
] as const;
export type TokenRole = (typeof tokenRoles)[number];

/** Signs a token that names one of our roles, valid from now to `expires`. It names no user: there is no `sub`. */
export function mintRoleToken(
  role: TokenRole,
  { algorithm, key, keyId }: SigningKey,
  expires: Date,
  now: Date
): Promise<string> {
  return new SignJWT({ role })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) })
    .setIssuer('scrapewatch')
    .setIssuedAt(now)
    .setExpirationTime(expires)
    .sign(key);
}

const days: Record<string, number> = { d: 1, w: 7, y: 365 };

/** `90d`, `12w`, `1y` or a date; throws an Error with a sentence for a person when it is neither or lies in the past. */
export function parseExpiry(text: string, now: Date): Date {
  const [, count, unit] = /^(\d+)([dwy])$/.exec(text) ?? [];
  const expires =
    count !== undefined && unit !== undefined
      ? new Date(now.getTime() + Number(count) * (days[unit] ?? 0) * 86_400_000)
      : new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : NaN);
  if (Number.isNaN(expires.getTime())) {
    throw new Error(`"${text}" is no expiry; one is e.g. 90d, 12w, 1y or 2027-06-30.`);
  }
  if (expires <= now) {
    throw new Error(`"${text}" is not in the future.`);
  }
  return expires;
}

/** True for tokens that live longer than a year: a leaked one is of use for as long. */
export function isLong(expires: Date, now: Date): boolean {
  return expires.getTime() - now.getTime() > 366 * 86_400_000;
}
