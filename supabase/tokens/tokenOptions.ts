import { parseArgs } from 'node:util';
import { type TokenRole, tokenRoles } from './mintRoleToken';

export interface TokenOptions {
  roles: TokenRole[];
  expires: string;
  keyFile?: string;
  out?: string;
  isJson: boolean;
}

export const usage = `npm run tokens [-- OPTION…]: signs the JWTs of Scrapewatch's roles for your project.

The key is never an argument, because other users of this machine could see it. It is read from, in this order:
  --key-file FILE             the JWT secret, or a private signing key as JWK
  SUPABASE_SIGNING_KEY        the JWK itself
  SUPABASE_JWT_SECRET         the legacy JWT secret
  standard input              e.g. npm run --silent tokens < key.json

  --role NAME                 reader, operator, metrics or ingest; may be repeated. Default: all four
  --expires SPAN              90d, 12w, 1y or a date; default 1y
  --out FILE                  write there, readable by you only; default: standard output
  --json                      as JSON`;

/** Reads the command line; throws an Error with a sentence for a person. */
export function tokenOptions(args: string[]): TokenOptions | 'help' {
  if (args.some((arg) => /^--(secret|key|jwt-secret|signing-key)(=|$)/.test(arg))) {
    throw new Error(
      'A key is never given on the command line: use --key-file, an environment variable or standard input (--help).'
    );
  }
  const { values } = parseArgs({
    args,
    options: {
      role: { type: 'string', multiple: true },
      expires: { type: 'string', default: '1y' },
      'key-file': { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    return 'help';
  }
  return {
    roles: values.role ? values.role.map(toRole) : [...tokenRoles],
    expires: values.expires,
    keyFile: values['key-file'],
    out: values.out,
    isJson: values.json,
  };
}

function toRole(name: string): TokenRole {
  const found = tokenRoles.find((role) => role === name || role === `scrapewatch_${name}`);
  if (!found) {
    throw new Error(`There is no role "${name}"; there are reader, operator, metrics and ingest.`);
  }
  return found;
}
