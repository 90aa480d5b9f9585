import type { Place } from '../../query/model';
import { placeText } from '../../query/request/names';

/** A place as it is read and typed: `payload->tags->>0`. */
export function placeLabel(place: Place): string {
  return placeText(place, (name) => name);
}

/** The way into the json value as it is typed: `->tags->>0`; empty when there is none. */
export function pathLabel(place: Place): string {
  return placeLabel({ ...place, column: '' });
}

/**
 * A path as it was typed, such as `->tags->>0`, `tags->>0` or `tags`. The last arrow tells whether the end stays json;
 * without one it becomes text.
 */
export function readPath(typed: string): Pick<Place, 'path' | 'asJson'> {
  const text = typed.trim();
  const parts = splitAtArrows(text.startsWith('->') ? text : `->>${text}`);
  const path = parts.map(({ key }) => key).filter((key) => key !== '');
  if (path.length === 0) {
    return {};
  }
  return parts[parts.length - 1].arrow === '->' ? { path, asJson: true } : { path };
}

/** What was typed where a column is chosen: the name of a known one, or a column with a path. */
export function readPlace(typed: string, isKnown: (name: string) => boolean): Place {
  const at = typed.indexOf('->');
  return at <= 0 || isKnown(typed)
    ? { column: typed }
    : { column: typed.slice(0, at).trim(), ...readPath(typed.slice(at)) };
}

interface Part {
  arrow: string;
  key: string;
}

// A key between double quotes may hold arrows; quotes stay only round digits, which tell them from an array's position.
function splitAtArrows(text: string): Part[] {
  return [...text.matchAll(/(->>?)\s*("(?:[^"\\]|\\.)*"|(?:(?!->).)*)/gs)].map(([, arrow, key]) => ({
    arrow,
    key: plainKey(key.trim()),
  }));
}

function plainKey(key: string): string {
  if (!/^".*"$/s.test(key) || key.length < 2) {
    return key;
  }
  const inner = key.slice(1, -1).replace(/\\(.)/gs, '$1');
  return /^-?\d+$/.test(inner) ? key : inner;
}
