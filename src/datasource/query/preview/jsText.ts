/** A text as a string of JavaScript, in single quotes. */
export function jsText(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'");
  return `'${inner}'`;
}

/** A name as a key of an object. */
export function jsKey(name: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) && name !== '__proto__' ? name : `[${jsText(name)}]`;
}

/** `{ a: 1, b: 'x' }` of code; nothing when there are no entries. */
export function jsOptions(entries: Array<[string, string] | false | undefined>): string {
  const said = entries.filter((entry) => entry !== false && entry !== undefined);
  return said.length === 0 ? '' : `{ ${said.map(([key, code]) => `${key}: ${code}`).join(', ')} }`;
}
