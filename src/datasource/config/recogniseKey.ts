import type { AuthMode, SecretName } from './options';
import { projectOfUrl } from './projectOfUrl';

/**
 * What a key or token is, told by its form alone. Supabase's new keys start with `sb_publishable_` or `sb_secret_`, all
 * others are JWTs. https://supabase.com/docs/guides/api/api-keys
 */
export interface RecognisedKey {
  form: 'publishable' | 'secret' | 'legacy-anon' | 'legacy-service' | 'token' | 'unknown';
  /** The database role that a token acts as. */
  role?: string;
  /** When a token ends, ISO 8601. */
  expiresAt?: string;
  /** The project that a legacy key or a token of Supabase Auth belongs to. */
  project?: string;
  /** True when a part at its end is missing. */
  isClipped?: true;
}

/** A key as it is stored: without what comes along when it is copied, such as quotes, `Bearer` and line breaks. */
export function cleanKey(typed: string): string {
  return typed
    .replace(/^[\s"']*(?:(?:authorization|apikey)\s*:\s*)?(?:bearer\s+)?/i, '')
    .replace(/["']+\s*$/, '')
    .replace(/\s+/g, '');
}

/** Recognises a key; the text itself is in no part of the result. */
export function recogniseKey(key: string): RecognisedKey {
  const trimmed = cleanKey(key);
  if (trimmed.startsWith('sb_publishable_')) {
    return { form: 'publishable', ...clipped(trimmed.length < 'sb_publishable_'.length + shortestSecret) };
  }
  if (trimmed.startsWith('sb_secret_')) {
    return { form: 'secret', ...clipped(trimmed.length < 'sb_secret_'.length + shortestSecret) };
  }
  const claims = readClaims(trimmed);
  if (!claims) {
    return { form: 'unknown', ...clipped(trimmed.startsWith('eyJ')) };
  }
  const role = textOf(claims.role);
  return {
    form: formOf(role, claims.iss === 'supabase'),
    role,
    expiresAt: timeOf(claims.exp),
    project: textOf(claims.ref) ?? projectOfUrl(textOf(claims.iss) ?? ''),
    ...clipped((trimmed.split('.')[2] ?? '').length < shortestSignature),
  };
}

/** Of keys made by Supabase; other servers' may be longer, never shorter. */
const shortestSecret = 22;
/** Of HS256, 32 bytes; every other signature is longer. */
const shortestSignature = 43;

function clipped(isClipped: boolean): Pick<RecognisedKey, 'isClipped'> {
  return isClipped ? { isClipped } : {};
}

function formOf(role: string | undefined, isSupabases: boolean): RecognisedKey['form'] {
  if (role === 'service_role') {
    return 'legacy-service';
  }
  return isSupabases && role === 'anon' ? 'legacy-anon' : 'token';
}

/** True of a key that may be shown to every browser, because it opens nothing that is not open to all. */
export function isPublic(key: RecognisedKey): boolean {
  return key.form === 'publishable' || key.form === 'legacy-anon';
}

export interface KeyRemark {
  severity: 'info' | 'warning' | 'error';
  text: string;
}

const opensEverything =
  'It opens every path of the project to every Viewer, the user administration included, because Grafana’s proxy forwards any path with this key. Use a publishable key and a token of role scrapewatch_reader instead.';

/** Around a key: the field, the project's address, and whether one key serves for everything. */
export interface KeyPlace {
  field: SecretName;
  url?: string;
  authMode?: AuthMode;
}

/** What the user should know of a key typed into this field, most serious first; empty when it is as it should be. */
export function remarksOn(key: RecognisedKey, place: KeyPlace, now: number): KeyRemark[] {
  const remarks = [...errorsOf(key, place, now), ...warningsOf(key, place, now)];
  if (remarks.length > 0) {
    return remarks;
  }
  const role = key.role ? ` for role ${key.role}` : '';
  const expiry = key.expiresAt ? `, valid until ${key.expiresAt}` : '';
  return [{ severity: 'info', text: `Recognised: ${formNames[key.form]}${role}${expiry}.` }];
}

function errorsOf(key: RecognisedKey, { url }: KeyPlace, now: number): KeyRemark[] {
  const texts: string[] = [];
  if (key.form === 'secret' || key.form === 'legacy-service') {
    texts.push(`This is a ${formNames[key.form]}. ${opensEverything}`);
  }
  if (key.expiresAt && Date.parse(key.expiresAt) <= now) {
    texts.push(`This token expired at ${key.expiresAt}. Sign a new one.`);
  }
  const project = projectOfUrl(url ?? '');
  if (key.project && project && key.project !== project) {
    texts.push(`This is of project ${key.project}, and the URL is of project ${project}. Take both from one project.`);
  }
  if (key.isClipped) {
    texts.push('Its end is missing: copy it again, whole.');
  }
  return texts.map((text) => ({ severity: 'error', text }));
}

function warningsOf(key: RecognisedKey, { field, authMode = 'jwt' }: KeyPlace, now: number): KeyRemark[] {
  const texts: string[] = [];
  if (key.form === 'unknown' && !key.isClipped) {
    texts.push(
      'This is neither a Supabase key nor a token. If it is the JWT secret: that signs tokens (npm run tokens) and belongs nowhere else.'
    );
  }
  if (field !== 'apiKey' && key.form === 'publishable') {
    texts.push('This is a key, not a token: it belongs into the field above, and here a token.');
  }
  if (field === 'apiKey' && authMode === 'jwt' && key.form === 'token') {
    texts.push('This is a token, not a key: it belongs into a field below, and here the project’s publishable key.');
  }
  if (field === 'readerToken' && /operator/.test(key.role ?? '')) {
    texts.push(
      'This is the operator’s token: with it every Viewer reads what Editors may. Put the reader’s token here.'
    );
  }
  if (field === 'operatorToken' && /reader/.test(key.role ?? '')) {
    texts.push('This is the reader’s token: with it every action is refused. Put the operator’s token here.');
  }
  if (key.form === 'legacy-anon') {
    texts.push('Legacy keys end in late 2026: create a publishable key in the project’s settings.');
  }
  if (key.expiresAt && Date.parse(key.expiresAt) > now && Date.parse(key.expiresAt) < now + 14 * 86_400_000) {
    texts.push(`This token ends soon, at ${key.expiresAt}. Sign one that lasts longer.`);
  }
  return texts.map((text) => ({ severity: 'warning', text }));
}

export const formNames: Record<RecognisedKey['form'], string> = {
  publishable: 'publishable key',
  secret: 'secret key',
  'legacy-anon': 'legacy anon key',
  'legacy-service': 'service_role key',
  token: 'token',
  unknown: 'unknown key',
};

function readClaims(token: string): Record<string, unknown> | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) {
    return undefined;
  }
  try {
    const bytes = Uint8Array.from(atob(parts[1].replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? { ...claims } : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined also for a number of seconds that is no time, such as milliseconds. */
function timeOf(seconds: unknown): string | undefined {
  const time = new Date(typeof seconds === 'number' ? seconds * 1000 : NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
