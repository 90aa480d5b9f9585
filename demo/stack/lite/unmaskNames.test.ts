import { expect, it } from 'vitest';
import { maskValues } from './maskValues';
import { unmaskNames } from './unmaskNames';

it.each([
  ['a.b', '"a.b"', "'a.b'"],
  ['say "hi"', '"say ""hi"""', `'say "hi"'`],
  ["it's->>", '"it\'s->>"', "'it''s->>'"],
  ['a\\b', '"a\\b"', "E'a\\\\b'"],
])('puts %s back into SQL as an identifier and as a text', (name, identifier, text) => {
  const quoted = `"${name.replace(/[\\"]/g, '\\$&')}"`;
  const { search, names } = maskValues(`?select=${encodeURIComponent(quoted)}`, new Set());
  const placeholder = new URLSearchParams(search).get('select') ?? '';
  expect(unmaskNames(`select "${placeholder}", doc->>'${placeholder}', '${placeholder}x'`, names)).toBe(
    `select ${identifier}, doc->>${text}, '${placeholder}x'`
  );
});
