import type { DataSourceSettings } from '@grafana/data';
import type { AuthMode, ScrapewatchOptions, ScrapewatchSecrets, SecretName } from './options';
import { cleanKey, recogniseKey } from './recogniseKey';

export type ConfigOptions = DataSourceSettings<ScrapewatchOptions, ScrapewatchSecrets>;

/** The options with a secret typed; what its form tells, such as role and expiry, goes to jsonData, never the secret. */
export function withSecret(options: ConfigOptions, name: SecretName, typed: string): ConfigOptions {
  const value = cleanKey(typed);
  const names: SecretName[] = oneKey(options) && name === 'apiKey' ? ['apiKey', 'readerToken'] : [name];
  const secrets = Object.fromEntries(names.map((each) => [each, value]));
  return {
    ...options,
    secureJsonData: { ...options.secureJsonData, ...secrets },
    jsonData: { ...options.jsonData, ...knowledgeOf(names, value, options.jsonData.project) },
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

function knowledgeOf(names: SecretName[], value: string, known: string | undefined): Partial<ScrapewatchOptions> {
  const key = value === '' ? undefined : recogniseKey(value);
  // New keys name no project; what another secret said stays, until a secret is forgotten.
  const project = value === '' ? undefined : (key?.project ?? known);
  const knowledge: Record<SecretName, Partial<ScrapewatchOptions>> = {
    apiKey: { apiKeyForm: key?.form },
    readerToken: { readerRole: key?.role, readerTokenExpiresAt: key?.expiresAt },
    operatorToken: { operatorRole: key?.role, operatorTokenExpiresAt: key?.expiresAt },
  };
  return Object.assign({ project }, ...names.map((name) => knowledge[name]));
}
