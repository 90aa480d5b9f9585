/** Whether a text is percent-encoded: it has escapes, each is a proper one, and they are UTF-8. */
export function isEncoded(text: string): boolean {
  if (!text.includes('%') || /%(?![0-9A-Fa-f]{2})/.test(text)) {
    return false;
  }
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Encodes these signs, but not within an atom. */
export function encodeSigns(text: string, signs: RegExp, atoms: RegExp): string {
  let end = 0;
  let encoded = '';
  const add = (to: number) => (encoded += text.slice(end, to).replace(signs, encodeURIComponent));
  for (const match of text.matchAll(atoms)) {
    add(match.index);
    encoded += match[0];
    end = match.index + match[0].length;
  }
  add(text.length);
  return encoded;
}
