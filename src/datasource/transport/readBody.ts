import { Fault } from './Fault';
import type { HttpResponse } from './http';
import { requestContext, type KeyKnowledge } from './requestContext';
import { isHtml, toFault } from './toFault';

/**
 * What `parse` makes of an answer's text; `[]` stands for the body of a 204. Throws the Fault that an error status, a web
 * page, another content type or JSON that broke off stands for; `parse` throws a SyntaxError when the text is no JSON.
 */
export function readBody<T>(response: HttpResponse, keys: KeyKnowledge | undefined, parse: (text: string) => T): T {
  if (response.status < 200 || response.status > 299) {
    throw toFault(response, keys);
  }
  try {
    return parse(response.status === 204 ? '[]' : response.text);
  } catch (thrown) {
    throw thrown instanceof SyntaxError ? bodyFault(response, keys) : thrown;
  }
}

/** The JSON of an answer. Throws as `readBody` does. */
export function parseBody(response: HttpResponse, keys?: KeyKnowledge): unknown {
  return readBody<unknown>(response, keys, (text) => JSON.parse(text));
}

function bodyFault(response: HttpResponse, keys: KeyKnowledge = {}): Fault {
  const context = requestContext(response.request, keys);
  if (isHtml(response.text)) {
    return new Fault('html-body', context);
  }
  const type = response.header('Content-Type')?.split(';')[0].trim().toLowerCase();
  return type && !type.endsWith('json')
    ? new Fault('not-json', { ...context, detail: type })
    : new Fault('broken-json', context);
}
