/**
 * The elements of an array literal such as `{a,"b,c"}`; undefined for anything else, such as `{"a":1}`, `{}`, a literal with a
 * NULL or one within another: those are sent as they are written.
 */
export function arrayElements(text: string): string[] | undefined {
  if (!/^\{.*\}$/s.test(text)) {
    return undefined;
  }
  const inner = text.slice(1, -1);
  const element = /\s*(?:"((?:[^"\\]|\\.)*)"|([^",{}\\[\]()]+))\s*(,|$)/gsy;
  const elements: string[] = [];
  for (let isLast = false; !isLast;) {
    const match = element.exec(inner);
    const bare = match?.[2]?.trim();
    if (!match || bare === '' || /^null$/i.test(bare ?? '')) {
      return undefined;
    }
    elements.push(bare ?? match[1].replace(/\\(.)/gs, '$1'));
    isLast = match[3] === '';
  }
  return element.lastIndex === inner.length ? elements : undefined;
}
