import type { Asked } from '../request/Pair';
import { writePair } from '../request/writePair';
import { references } from '../references';
import { encodeSigns, isEncoded } from './encoding';

/**
 * A request as text that can be read again: plain where that is unambiguous, else with the few signs percent-encoded that
 * would be taken for something else. `hasVariables`: `$client` in it is a variable, and stays as it is.
 */
export function writeRaw({ isFunction, name, pairs }: Asked, hasVariables: boolean): string {
  const atoms = hasVariables ? references : /(?!)/g;
  const start = `${isFunction ? 'rpc/' : ''}${name}`;
  const written = pairs.map(writePair);
  const plain = textOf(start, written);
  const isAmbiguous =
    isEncoded(plain.replace(atoms, '')) ||
    /[?&=\s]/.test(name) ||
    written.some(([key, value]) => /[&=]/.test(key) || value.includes('&'));
  return isAmbiguous || /\s$/.test(plain)
    ? textOf(
        encodeSigns(start, /[%&+?=\s]/g, atoms),
        written.map(([key, value]) => [
          encodeSigns(key, /[%&+=]/g, atoms),
          encodeSigns(value, /[%&+]|\s(?=\s*$)/g, atoms),
        ])
      )
    : plain;
}

function textOf(start: string, pairs: Array<[string, string]>): string {
  return pairs.length === 0 ? start : `${start}?${pairs.map(([key, value]) => `${key}=${value}`).join('&')}`;
}
