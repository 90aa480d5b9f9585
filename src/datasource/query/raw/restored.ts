import type { Pair } from '../request/Pair';
import type { Source } from './Source';

/** A pair in which every variable is referred to as it was written. */
export function restored(pair: Pair, source: Source): Pair {
  return mapTexts(pair, (text) => source.restore(text));
}

function mapTexts<Value>(value: Value, map: (text: string) => string): Value {
  const mapped: unknown = mapUnknown(value, map);
  return mapped as Value;
}

function mapUnknown(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return map(value);
  }
  if (Array.isArray(value)) {
    return value.map((each) => mapUnknown(each, map));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapUnknown(each, map)]));
  }
  return value;
}
