import type { FaultContext } from './FaultText';
import type { HttpRequest } from './http';

/** What the data source's settings tell about address and keys, so that what Grafana hides can still be named. */
export interface KeyKnowledge {
  url?: string;
  authMode?: string;
  apiKeyForm?: string;
  readerRole?: string;
  readerTokenExpiresAt?: string;
  /** Seconds that Grafana's proxy waits. */
  timeout?: number;
}

/** What was asked, of which address and as which role. */
export function requestContext(request: HttpRequest | undefined, keys: KeyKnowledge): FaultContext {
  const { relation, isFunction } = targetOf(request?.url);
  return {
    url: keys.url,
    role: roleOf(keys),
    timeoutSeconds: keys.timeout,
    schema: request?.headers['Accept-Profile'],
    relation,
    isFunction,
  };
}

/** The database role that reads act as, by what the settings know; undefined when they know nothing. */
export function roleOf({ authMode, apiKeyForm, readerRole }: KeyKnowledge): string | undefined {
  if (authMode !== 'key') {
    return readerRole;
  }
  switch (apiKeyForm) {
    case 'secret':
    case 'legacy-service':
      return 'service_role';
    case 'publishable':
    case 'legacy-anon':
      return 'anon';
    default:
      return readerRole;
  }
}

function targetOf(url: string | undefined): Pick<FaultContext, 'relation' | 'isFunction'> {
  const [, rpc, name] = /\/read\/(rpc\/)?([^/?#]+)(?:[?#]|$)/.exec(url ?? '') ?? [];
  return name ? { relation: decodeURIComponent(name), isFunction: rpc !== undefined } : {};
}
