import type { Asked, Pair } from '../request/Pair';
import { Source } from './Source';

/**
 * A request written by hand as the pairs to send, each as it is written, so that PostgREST has the last word; what looks like a
 * variable in it is text.
 */
export function splitRaw(text: string): Asked {
  const { name, pairs } = new Source(text, false);
  const isFunction = name.text.startsWith('rpc/');
  return {
    isFunction,
    name: isFunction ? name.text.slice('rpc/'.length) : name.text,
    pairs: pairs.flatMap(({ key, value }) => (value === undefined ? [] : [toPair(key.text, value.text)])),
  };
}

function toPair(key: string, value: string): Pair {
  return key === 'limit' || key === 'offset' ? { kind: key, at: [], count: value } : { kind: 'other', key, value };
}
