import type { SelectableValue } from '@grafana/data';

/** The options, and after them the names that were typed and are none of them. */
export function withTyped(options: Array<SelectableValue<string>>, typed: string[]): Array<SelectableValue<string>> {
  const known = new Set(options.map((option) => option.value));
  return [...options, ...typed.filter((value) => !known.has(value)).map((value) => ({ label: value, value }))];
}
