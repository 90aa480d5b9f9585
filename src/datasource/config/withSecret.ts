import type { DataSourceSettings } from '@grafana/data';
import type { AuthMode, ScrapewatchOptions, ScrapewatchSecrets, SecretName } from './options';
import { recogniseKey } from './recogniseKey';

export type ConfigOptions = DataSourceSettings<ScrapewatchOptions, ScrapewatchSecrets>;

/** The options with a secret typed; what its form tells, such as role and expiry, goes to jsonData, never the secret. */
export function withSecret(options: ConfigOptions, name: SecretName, value: string): ConfigOptions {
  const names: SecretName[] = oneKey(options) && name === 'apiKey' ? ['apiKey', 'readerToken'] : [name];
  const secrets = Object.fromEntries(names.map((each) => [each, value]));
  return {
    ...options,
    secureJsonData: { ...options.secureJsonData, ...secrets },
    jsonData: { ...options.jsonData, ...Object.assign({}, ...names.map((each) => knowledgeOf(each, value))) },
  };
}

/** The options with a stored secret forgotten, so that it can be typed anew. */
export function withoutSecret(options: ConfigOptions, name: SecretName): ConfigOptions {
  const names: SecretName[] = oneKey(options) && name === 'apiKey' ? ['apiKey', 'readerToken'] : [name];
  const cleared = withSecret(options, name, '');
  return {
    ...cleared,
    secureJsonFields: { ...options.secureJsonFields, ...Object.fromEntries(names.map((each) => [each, false])) },
  };
}

/** The options in another mode: with one key, that key is also the token, so a token of the other mode is forgotten. */
export function withAuthMode(options: ConfigOptions, authMode: AuthMode): ConfigOptions {
  const changed = { ...options, jsonData: { ...options.jsonData, authMode } };
  if (authMode === 'jwt') {
    return withoutSecret(changed, 'readerToken');
  }
  const typed = options.secureJsonData?.apiKey;
  return typed ? withSecret(changed, 'apiKey', typed) : withoutSecret(changed, 'apiKey');
}

function oneKey(options: ConfigOptions): boolean {
  return options.jsonData.authMode === 'key';
}

function knowledgeOf(name: SecretName, value: string): Partial<ScrapewatchOptions> {
  const key = value === '' ? undefined : recogniseKey(value);
  switch (name) {
    case 'apiKey':
      return { apiKeyForm: key?.form };
    case 'readerToken':
      return { readerRole: key?.role, readerTokenExpiresAt: key?.expiresAt };
    case 'operatorToken':
      return { operatorRole: key?.role, operatorTokenExpiresAt: key?.expiresAt };
  }
}
