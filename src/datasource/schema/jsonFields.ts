/** A parsed JSON object of which nothing is known yet. */
export type Fields = Record<string, unknown>;

/** The object's fields; none when it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The list's elements; none when it is no list. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts of a list; undefined when it holds none. */
export function textsOf(value: unknown): string[] | undefined {
  const texts = listOf(value).filter((element) => typeof element === 'string');
  return texts.length > 0 ? texts : undefined;
}

/** The text; undefined when it is empty or something else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
