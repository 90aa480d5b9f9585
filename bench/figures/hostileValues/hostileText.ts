import type { Random } from '../../../demo/simulator/random.ts';

const whole = [
  ...[
    '',
    ' ',
    'null',
    'NULL',
    'true',
    '*',
    '%',
    '_',
    '+',
    '\\',
    '"',
    "'",
    ',',
    '.',
    '(',
    ')',
    '()',
    '{}',
    '[]',
    '{a,b}',
    '007',
    '1e3',
  ],
  ...[
    '),or(id.gt.0',
    'not.is.null',
    'eq.1',
    'in.(1,2)',
    '%2C',
    '%20',
    '%',
    '%%',
    'a%',
    '%00',
    '"a"',
    '\\"',
    '"\\',
    'a\\',
    '$1',
    '${x}',
  ],
  ...[
    "'; drop table words; --",
    'a&b=c',
    'a;b',
    'a#b',
    'a?b',
    'a/b',
    '..',
    '../',
    '::text',
    'a->b',
    'a->>b',
    'x!inner',
    '...x',
    'a:b',
  ],
  ...[
    '\n',
    '\r\n',
    '\t',
    '\u00a0',
    '\u200b',
    '\ufeff',
    '\u2028',
    '🙂',
    'ä',
    'a\u0308',
    '漢字',
    'שלום',
    '\ue000',
    '\u{10ffff}',
    'İ',
    'ß',
  ],
];
const signs = Array.from('",.()\\{}[]%*+&=#?;:/|<>!@$^~`\'- _\t\n');
const letters = Array.from('abcXYZ019éß漢🙂');

/** A text that a client, a proxy or a server that does not quote and encode would misread. */
export function hostileText(random: Random): string {
  const kind = random.next();
  if (kind < 0.2) {
    return random.pick(whole);
  }
  const length = random.integer(1, 9);
  return Array.from({ length }, () => piece(random)).join('');
}

/** One that can be the name of a column: not empty, and within Postgres' 63 bytes. */
export function hostileName(random: Random): string {
  const name = hostileText(random);
  return name === '' || Buffer.byteLength(name) > 40 ? hostileName(random) : name;
}

function piece(random: Random): string {
  const kind = random.next();
  if (kind < 0.45) {
    return random.pick(signs);
  }
  if (kind < 0.85) {
    return random.pick(letters);
  }
  if (kind < 0.95) {
    return random.pick(whole);
  }
  // Any character but NUL, which Postgres cannot hold, and half a surrogate pair, which is none.
  const code = random.integer(1, 0x2ffff);
  return code >= 0xd800 && code <= 0xdfff ? 'x' : String.fromCodePoint(code);
}
