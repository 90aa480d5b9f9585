import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { z } from 'zod';

const stackKeysSchema = z.object({
  jwtSecret: z.string().min(32),
  publishableKey: z.string().startsWith('sb_publishable_'),
  secretKey: z.string().startsWith('sb_secret_'),
  readerToken: z.string(),
  operatorToken: z.string(),
  metricsToken: z.string(),
  ingestToken: z.string(),
});

/** The secrets of one local stack. Tokens are HS256 JWTs of the four `scrapewatch_*` roles. */
export type StackKeys = z.infer<typeof stackKeysSchema>;

/** Makes a new set of secrets; tokens are valid for ten years and carry no `sub`, which Supabase Lite would look up as a user. */
export async function mintKeys(): Promise<StackKeys> {
  const jwtSecret = randomBytes(48).toString('base64url');
  const token = (role: string) => mintToken(jwtSecret, { role });
  return {
    jwtSecret,
    publishableKey: `sb_publishable_${randomBytes(24).toString('base64url')}`,
    secretKey: `sb_secret_${randomBytes(24).toString('base64url')}`,
    readerToken: await token('scrapewatch_reader'),
    operatorToken: await token('scrapewatch_operator'),
    metricsToken: await token('scrapewatch_metrics'),
    ingestToken: await token('scrapewatch_ingest'),
  };
}

/** Signs a JWT as Supabase's legacy secret does (HS256). `expires` is a date or jose's span, default `10y`. */
export function mintToken(
  jwtSecret: string,
  claims: Record<string, unknown>,
  expires: string | Date = '10y'
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer('scrapewatch')
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(jwtSecret));
}

/** Reads `<dataDir>/keys.json`, or mints and stores it (readable by its owner only) when it is missing or unusable. */
export async function loadKeys(dataDir: string): Promise<StackKeys> {
  const path = join(dataDir, 'keys.json');
  const stored = readStored(path);
  if (stored) {
    chmodSync(path, 0o600);
    return stored;
  }
  const keys = await mintKeys();
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path); // never a half-written file
  return keys;
}

function readStored(path: string): StackKeys | undefined {
  try {
    return stackKeysSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
