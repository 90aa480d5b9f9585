import { requestContext } from './requestContext';

/**
 * Puts odd names back into the SQL that Lite made, as identifiers and as keys of json values: in between Lite would cut them at
 * `!`, `.` or `->`, or refuse them.
 */
export function unmaskNames(sql: string, names = requestContext.getStore()?.names): string {
  if (names === undefined || names.size === 0) {
    return sql;
  }
  return sql.replace(/(["'])(name_[0-9a-f]{32}_\d+_)\1/g, (found, quote: string, placeholder: string) => {
    const name = names.get(placeholder);
    return name === undefined ? found : quoted(name, quote);
  });
}

function quoted(name: string, quote: string): string {
  const doubled = quote + name.replaceAll(quote, quote + quote) + quote;
  return quote === "'" && name.includes('\\') ? `E${doubled.replaceAll('\\', '\\\\')}` : doubled;
}
