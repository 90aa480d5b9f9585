import { maskFilter, maskNames, maskTree } from './maskFilter';

export interface Masked {
  search: string;
  /** What stands behind each placeholder of a value, or of a name that Lite can handle. */
  values: Map<string, string>;
  /** What stands behind each placeholder of a name that goes through Lite as it is; `unmaskNames` puts it back. */
  names: Map<string, string>;
}

/** Query parameters that are no filters. */
const reserved = new Set(['select', 'order', 'limit', 'offset', 'on_conflict', 'columns', 'apikey']);
const isTransform = /\.(order|limit|offset)$/;
const isTree = /^(not\.)?(and|or)$/;
const isEmbeddedTree = /\.(not\.)?(and|or)$/;
/** Cannot be guessed, so nobody's value is taken for a placeholder. */
const secret = crypto.randomUUID().replaceAll('-', '');
const mark = `value_${secret}_`;
const placeholders = new RegExp(`${mark}\\d+_`, 'g');

/**
 * Replaces each filter value, function argument and quoted name in a PostgREST query string by a placeholder. Lite turns what looks like a
 * number, `null`, `true` or a quoted string into that (`eq.007`, `eq.1e3`, ids above 2^53), trims spaces, and knows no escapes in
 * `or=(…)` nor in names; PostgREST leaves all of that to the column's type. `unmask` puts the values back once Lite has parsed the query.
 * A second filter on the same column, which Lite drops when it has the same operator, is moved into `and=(…)`, as are several
 * `or=` and `and=`. https://docs.postgrest.org/en/v13/references/api/tables_views.html#operators
 */
export function maskValues(search: string, argumentNames: Set<string>): Masked {
  const values = new Map<string, string>();
  const mask = (value: string) => {
    const placeholder = `${mark}${values.size}_`;
    values.set(placeholder, value);
    return placeholder;
  };
  const names = new Map<string, string>();
  const maskOdd = (name: string) => {
    const placeholder = `name_${secret}_${names.size}_`;
    names.set(placeholder, name);
    return placeholder;
  };
  // Lite compares an embed's name in a key with that in the selection, so a name has one placeholder.
  const known = new Map<string, string>();
  const maskName = (name: string) => {
    const placeholder = known.get(name) ?? (isMild(name) ? mask(name) : maskOdd(name));
    known.set(name, placeholder);
    return placeholder;
  };
  const given = [...new URLSearchParams(search)];
  const kept: Kept = [];
  const trees: string[] = [];
  for (const [key, value] of given) {
    if (argumentNames.has(key) && !reserved.has(key)) {
      const isRepeated = given.filter(([name]) => name === key).length > 1;
      kept.push([key, isRepeated ? value : mask(value)]);
    } else if (key === 'select' || key === 'order' || isTransform.test(key)) {
      kept.push([maskNames(key, maskName), maskNames(value, maskName)]);
    } else if (reserved.has(key)) {
      kept.push([key, value]);
    } else if (isTree.test(key)) {
      trees.push(`${key}${maskTree(value, mask, maskName)}`);
    } else if (isEmbeddedTree.test(key)) {
      kept.push([maskNames(key, maskName), maskTree(value, mask, maskName)]);
    } else {
      addFilter(kept, trees, key, maskNames(key, maskName), maskFilter(value, mask));
    }
  }
  const [tree] = trees;
  if (tree !== undefined) {
    kept.push(trees.length === 1 ? splitTree(tree) : ['and', `(${trees.join(',')})`]);
  }
  const pairs = kept.map(([key, value]) => [key, value]);
  return { search: pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : '', values, names };
}

/** Names that Lite can handle once it has read the query; it then knows their columns' types. */
function isMild(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name);
}

/** Pairs as they go on, with the key that was given where the filter is the first of its column. */
type Kept = Array<[key: string, value: string, given?: string]>;

function addFilter(kept: Kept, trees: string[], key: string, masked: string, filter: string): void {
  const isSecond = kept.some(([, , given]) => given === key);
  if (isSecond && !masked.includes('.')) {
    trees.push(`${masked}.${filter}`);
  } else {
    kept.push([masked, filter, key]);
  }
}

/** `or(a.eq.1)` → `['or', '(a.eq.1)']`, `id.neq.2` → `['and', '(id.neq.2)']` */
function splitTree(tree: string): [string, string] {
  const match = /^((?:not\.)?(?:and|or))(\(.*)$/s.exec(tree);
  return match?.[1] && match[2] ? [match[1], match[2]] : ['and', `(${tree})`];
}

/** Puts the values back, in place, wherever in Lite's parsed query their placeholders stand, names of fields included. */
export function unmask(parsed: unknown, values: Map<string, string>): unknown {
  if (typeof parsed === 'string') {
    return unmaskText(parsed, values);
  }
  if (Array.isArray(parsed)) {
    const [only] = parsed as unknown[];
    if (parsed.length === 1 && typeof only === 'string' && only.startsWith(`literal_${mark}`)) {
      return values.get(only.slice('literal_'.length));
    }
    parsed.forEach((item: unknown, at) => (parsed[at] = unmask(item, values)));
    return parsed;
  }
  if (parsed && typeof parsed === 'object') {
    const record = parsed as Record<string, unknown>;
    for (const [key, value] of Object.entries(record)) {
      delete record[key]; // so that fields keep their order
      record[unmaskText(key, values)] = unmask(value, values);
    }
  }
  return parsed;
}

function unmaskText(text: string, values: Map<string, string>): string {
  return text.includes(mark)
    ? text.replace(placeholders, (placeholder) => values.get(placeholder) ?? placeholder)
    : text;
}
