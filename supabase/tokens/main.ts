// `npm run tokens`: the JWTs that Grafana, Prometheus and webhooks send, signed with the project's own key.
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isLong, mintRoleToken, parseExpiry } from './mintRoleToken';
import { readSigningKey } from './signingKey';
import { type TokenOptions, tokenOptions, usage } from './tokenOptions';

try {
  const options = tokenOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(usage);
  } else {
    await mint(options);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function mint({ roles, expires: span, keyFile, out, isJson }: TokenOptions): Promise<void> {
  const now = new Date();
  const expires = parseExpiry(span, now);
  const key = await readSigningKey(await keyText(keyFile));
  const tokens = await Promise.all(
    roles.map(async (role) => ({
      role,
      expires: expires.toISOString(),
      token: await mintRoleToken(role, key, expires, now),
    }))
  );
  if (isLong(expires, now)) {
    console.error(
      `These tokens live until ${expires.toISOString().slice(0, 10)}, longer than a year: one that leaks is of use for as long.`
    );
  }
  const text = isJson
    ? `${JSON.stringify(tokens, null, 2)}\n`
    : tokens
        .map(
          ({ role, token }) => `# ${role}, until ${expires.toISOString().slice(0, 10)} (${key.algorithm})\n${token}\n`
        )
        .join('\n');
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  writeFileSync(out, text, { mode: 0o600, flag: 'wx' });
  console.error(`Wrote ${out}: ${tokens.length} tokens, until ${expires.toISOString().slice(0, 10)}.`);
}

async function keyText(keyFile: string | undefined): Promise<string> {
  if (keyFile !== undefined) {
    return readFile(keyFile, 'utf8');
  }
  const fromEnvironment = process.env.SUPABASE_SIGNING_KEY || process.env.SUPABASE_JWT_SECRET;
  if (fromEnvironment) {
    return fromEnvironment;
  }
  if (process.stdin.isTTY) {
    throw new Error(
      'There is no key: use --key-file, SUPABASE_SIGNING_KEY, SUPABASE_JWT_SECRET or standard input (--help).'
    );
  }
  const text = readFileSync(0, 'utf8');
  if (text.trim() === '') {
    throw new Error(
      'There is no key: use --key-file, SUPABASE_SIGNING_KEY, SUPABASE_JWT_SECRET or standard input (--help).'
    );
  }
  return text;
}
