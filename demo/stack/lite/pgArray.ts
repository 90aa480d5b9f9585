/** PostgreSQL's text form of an array, nested ones included: `{a,"b,c",NULL,{x}}`. */
export function parsePgArray(text: string, parseElement: (text: string) => unknown): unknown[] {
  // An array whose bounds do not start at 1 says so first: [0:1]={a,b}
  const body = text.replace(/^(\[-?\d+:-?\d+\])+=/, '');
  const tokens = body.matchAll(/[{}]|"((?:[^"\\]|\\.)*)"|[^{},"]+/gs);
  const root: unknown[] = [];
  const open: unknown[][] = [root];
  for (const [token, quoted] of tokens) {
    const current = open.at(-1) ?? root;
    if (token === '{') {
      const inner: unknown[] = [];
      current.push(inner);
      open.push(inner);
    } else if (token === '}') {
      open.pop();
    } else if (quoted !== undefined) {
      current.push(parseElement(quoted.replace(/\\(.)/gs, '$1')));
    } else {
      current.push(token === 'NULL' ? null : parseElement(token));
    }
  }
  return (root[0] as unknown[] | undefined) ?? [];
}
