import { importJWK, type JWK, type KeyObject } from 'jose';

export interface SigningKey {
  algorithm: 'HS256' | 'ES256' | 'RS256';
  key: Uint8Array | CryptoKey | KeyObject;
  /** Names the key among those of the project; the legacy secret has none. */
  keyId?: string;
}

const SHORTEST_SECRET = 32;

/**
 * Reads what a project signs with: the legacy JWT secret as plain text, or a private key as JWK, as
 * `supabase gen signing-key` writes it and the dashboard imports it (https://supabase.com/docs/guides/auth/signing-keys).
 * Throws an Error with a sentence for a person that never holds any of the text.
 */
export async function readSigningKey(text: string): Promise<SigningKey> {
  const trimmed = text.trim();
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    return fromJwk(privateJwk(parsed(trimmed)));
  }
  if (trimmed.startsWith('-----')) {
    throw new Error(
      'This is a PEM file. Supabase imports keys as JWK: make one with "supabase gen signing-key --algorithm ES256".'
    );
  }
  if (trimmed.startsWith('eyJ') || /^sb_(secret|publishable)_/.test(trimmed)) {
    throw new Error(
      'This is a token or an API key. Wanted is the JWT secret or a private signing key (Project Settings → JWT keys).'
    );
  }
  if (Buffer.byteLength(trimmed) < SHORTEST_SECRET) {
    throw new Error(`A JWT secret has at least ${SHORTEST_SECRET} characters; this one is shorter.`);
  }
  return { algorithm: 'HS256', key: new TextEncoder().encode(trimmed) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('The key looks like JSON, but it cannot be read as such.');
  }
}

/** The only or the first private key of a JWK, a list or a JWK set. */
function privateJwk(value: unknown): JWK {
  const list = Array.isArray(value) ? value : keysOf(value);
  const found = list.find((entry): entry is JWK => isJwk(entry) && (entry.d !== undefined || entry.k !== undefined));
  if (!found) {
    throw new Error('There is no private key in it. A public key (of /auth/v1/.well-known/jwks.json) cannot sign.');
  }
  return found;
}

function keysOf(value: unknown): unknown[] {
  const keys: unknown = typeof value === 'object' && value !== null && 'keys' in value ? value.keys : undefined;
  return Array.isArray(keys) ? keys : [value];
}

function isJwk(value: unknown): value is JWK {
  return typeof value === 'object' && value !== null && 'kty' in value && typeof value.kty === 'string';
}

const algorithms: Record<string, SigningKey['algorithm']> = { EC: 'ES256', RSA: 'RS256', oct: 'HS256' };

async function fromJwk(jwk: JWK): Promise<SigningKey> {
  const algorithm = algorithms[jwk.kty ?? ''];
  if (!algorithm || (jwk.alg !== undefined && jwk.alg !== algorithm) || (jwk.kty === 'EC' && jwk.crv !== 'P-256')) {
    throw new Error('Supabase signs with ES256 (P-256), RS256 or HS256; this key is of another kind.');
  }
  if (!jwk.kid) {
    throw new Error(
      'The key has no "kid". Add the key id that the dashboard shows for it, or no token could be verified.'
    );
  }
  return { algorithm, key: await importJWK(jwk, algorithm), keyId: jwk.kid };
}
