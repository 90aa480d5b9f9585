import type { Asked, Pair } from '../request/Pair';

/** A request written by hand as the pairs to send. */
export function readPairs(text: string): Asked {
  const [name, query = ''] = text
    .trim()
    .replace(/^\//, '')
    .split(/\?(.*)/s);
  const isFunction = name.startsWith('rpc/');
  const pairs = query
    .split('&')
    .filter(Boolean)
    .map((pair): Pair => {
      const [key, value = ''] = pair.split(/=(.*)/s);
      return { kind: 'other', key, value };
    });
  return { isFunction, name: isFunction ? name.slice('rpc/'.length) : name, pairs };
}
