/** More than this would make the request long for some servers; all series are read instead. */
const longestMatcher = 4000;

/**
 * The expression with one more matcher, `label=~"a|b"`, in its selector, so that Prometheus sends only the series that
 * rows ask for. Undefined where that could change what the expression means: several selectors, functions that look at
 * other series or make labels, a variable that may be anything, a value or label that needs more than plain text.
 * https://prometheus.io/docs/prometheus/latest/querying/basics/#time-series-selectors
 */
export function withMatcher(expr: string, label: string, values: string[]): string | undefined {
  const matcher = toMatcher(label, values);
  const places = matcher === undefined ? [] : selectorPlaces(expr);
  if (matcher === undefined || places?.length !== 1) {
    return undefined;
  }
  const [{ at, form }] = places;
  const inserted = { bare: `{${matcher}}`, empty: matcher, more: `,${matcher}` }[form];
  return expr.slice(0, at) + inserted + expr.slice(at);
}

function toMatcher(label: string, values: string[]): string | undefined {
  const isPlain =
    /^[A-Za-z_][A-Za-z0-9_]*$/.test(label) && values.every((value) => value !== '' && !/[$\n\r]|\[\[/.test(value));
  const pattern = values.map(escapePattern).join('|');
  return isPlain && values.length > 0 && pattern.length <= longestMatcher
    ? `${label}=~"${pattern.replace(/["\\]/g, '\\$&')}"`
    : undefined;
}

/** As RE2 reads it, which knows no escape for other characters. */
function escapePattern(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

type Form = 'bare' | 'empty' | 'more';

/** Text, comment, range or subquery in brackets, number or duration, name, or any other sign. */
const token = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#.*|\[[^\]]*\]|\d[\w.]*|[A-Za-z_:][\w:]*|\s+|[^]/g;
const words = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan', 'start', 'end', 'atan2']);
/** Words before a list of labels. */
const labelLists = new Set(['by', 'without']);
/** Functions whose series keep the labels and values that they have without the others. */
const plainFunctions =
  /^(?:(?:avg|min|max|sum|count|quantile|stddev|stdvar|last|present|mad)(?:_over_time)?|group|rate|irate|increase|delta|idelta|deriv|resets|changes|predict_linear|holt_winters|histogram_\w+|abs|ceil|floor|round|clamp(?:_min|_max)?|exp|ln|log2|log10|sqrt|sgn|sort|sort_desc|timestamp|time|pi)$/;

/** Where a matcher can be added to each selector, or undefined when the expression has something that forbids it. */
function selectorPlaces(expr: string): Array<{ at: number; form: Form }> | undefined {
  const tokens = [...expr.matchAll(token)]
    .map((match) => ({ text: match[0], at: match.index }))
    .filter(({ text }) => !/^(?:\s|#)/.test(text));
  const places: Array<{ at: number; form: Form }> = [];
  for (let index = 0; index < tokens.length; index++) {
    const { text, at } = tokens[index];
    const next = tokens[index + 1]?.text ?? '';
    if (text === '{' || labelLists.has(text.toLowerCase())) {
      const closing = text === '{' ? '}' : ')';
      const end = tokens.findIndex((each, position) => position > index && each.text === closing);
      if (end < 0 || tokens.slice(index, end).some((each) => each.text === '$')) {
        return undefined;
      }
      if (text === '{') {
        const isOpen = end === index + 1 || tokens[end - 1].text === ',';
        places.push({ at: tokens[end].at, form: isOpen ? 'empty' : 'more' });
      }
      index = end;
    } else if (isForbidden(text, next)) {
      return undefined;
    } else if (isName(text) && !isCall(next) && !words.has(text.toLowerCase()) && next !== '{') {
      places.push({ at: at + text.length, form: 'bare' });
    }
  }
  return places;
}

function isForbidden(text: string, next: string): boolean {
  const isOther = isName(text) && isCall(next) && !plainFunctions.test(text) && !words.has(text.toLowerCase());
  return text === '$' || text.startsWith('[[') || isOther;
}

function isName(text: string): boolean {
  return /^[A-Za-z_:]/.test(text);
}

function isCall(next: string): boolean {
  return next === '(' || labelLists.has(next.toLowerCase());
}
