/** Text that has broken something somewhere: quoting, line formats, right-to-left, invisible and long. No NUL: see below. */
export const hostileText: string[] = [
  `it's "quoted" \`twice\``,
  `'; drop table public.scrape_runs; --`,
  `') or 1=1 union select null --`,
  `$$ $1 %s %I {0} \${x}`,
  'back\\slash \\n \\" \\\\',
  'line\nbreak\r\nand\ttab',
  '"} 1\nscrapewatch_forged{system="x',
  `{"json": ["a", null]}`,
  '{a,b},"c"',
  'a,b(c).d:e',
  '‮right‬ to left שלום عربي',
  '🕷️ 👩‍👩‍👧 𝕌𝕟𝕚 é é',
  'zero​width﻿ \u2028\u2029',
  '<script>alert(1)</script>&amp;',
  ' leading and trailing ',
  'NULL',
  '\u0001\u001b[31m\u007f',
  'x'.repeat(2000),
];

/** A megabyte with something of everything, for columns without an index. */
export const longText = hostileText
  .join(' | ')
  .repeat(Math.ceil(1_048_576 / hostileText.join(' | ').length))
  .slice(0, 1_048_576);

/** What PostgreSQL's text cannot hold, as JSON writes it. */
export const nulInJson = String.raw`"a\u0000b"`;
