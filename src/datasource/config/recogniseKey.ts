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
  /** The project that a legacy key belongs to. */
  project?: string;
}

/** Recognises a key; the text itself is in no part of the result. */
export function recogniseKey(key: string): RecognisedKey {
  const trimmed = key.trim();
  if (trimmed.startsWith('sb_publishable_')) {
    return { form: 'publishable' };
  }
  if (trimmed.startsWith('sb_secret_')) {
    return { form: 'secret' };
  }
  const claims = readClaims(trimmed);
  if (!claims) {
    return { form: 'unknown' };
  }
  const role = textOf(claims.role);
  return {
    form: formOf(role, claims.iss === 'supabase'),
    role,
    expiresAt: typeof claims.exp === 'number' ? new Date(claims.exp * 1000).toISOString() : undefined,
    project: textOf(claims.ref),
  };
}

function formOf(role: string | undefined, isSupabases: boolean): RecognisedKey['form'] {
  if (role === 'service_role') {
    return 'legacy-service';
  }
  return isSupabases && role === 'anon' ? 'legacy-anon' : 'token';
}

export interface KeyRemark {
  severity: 'info' | 'warning' | 'error';
  text: string;
}

const opensEverything =
  'It opens every path of the project to every Viewer, the user administration included, because Grafana’s proxy forwards any path with this key. Use a publishable key and a token of role scrapewatch_reader instead.';

/** What the user should know of a key typed into this field, most serious first; empty when it is as it should be. */
export function remarksOn(
  key: RecognisedKey,
  field: 'apiKey' | 'readerToken' | 'operatorToken',
  now: number
): KeyRemark[] {
  const remarks: KeyRemark[] = [];
  if (key.form === 'secret' || key.form === 'legacy-service') {
    remarks.push({ severity: 'error', text: `This is a ${formNames[key.form]}. ${opensEverything}` });
  }
  if (key.expiresAt && Date.parse(key.expiresAt) <= now) {
    remarks.push({ severity: 'error', text: `This token expired at ${key.expiresAt}. Sign a new one.` });
  }
  if (key.form === 'unknown') {
    remarks.push({
      severity: 'warning',
      text: 'This is neither a Supabase key nor a token. Look whether it was copied whole.',
    });
  }
  if (field !== 'apiKey' && key.form === 'publishable') {
    remarks.push({ severity: 'warning', text: 'This is a key, not a token: requests would act as the role anon.' });
  }
  if (field === 'apiKey' && key.form === 'token') {
    remarks.push({
      severity: 'warning',
      text: 'This is a token, not a key: hosted projects expect a publishable key here.',
    });
  }
  if (key.form === 'legacy-anon') {
    remarks.push({
      severity: 'warning',
      text: 'Legacy keys end in late 2026: create a publishable key in the project’s settings.',
    });
  }
  if (remarks.length === 0) {
    const role = key.role ? ` for role ${key.role}` : '';
    const expiry = key.expiresAt ? `, valid until ${key.expiresAt}` : '';
    remarks.push({ severity: 'info', text: `Recognised: ${formNames[key.form]}${role}${expiry}.` });
  }
  return remarks;
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

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
