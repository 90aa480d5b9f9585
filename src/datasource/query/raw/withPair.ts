import { references } from '../references';
import { encodeSigns, isEncoded } from './encoding';

/**
 * A request written by hand with one more pair, whose value is text and no variable. What was there is percent-encoded as far
 * as it has to be, so that it is read as before.
 */
export function withPair(text: string, key: string, value: string): string {
  const kept = text.trimEnd();
  const before = isEncoded(kept.replace(references, '')) ? kept : encodeSigns(kept, /[%+]/g, references);
  return `${before}${before.includes('?') ? '&' : '?'}${encodeURIComponent(key)}=${encodeURIComponent(value)}`;
}
