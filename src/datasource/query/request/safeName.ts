import { Fault } from '../../transport/Fault';

/**
 * The name of a table or function as it stands in the path. Grafana's proxy encodes a path a second time and forwards `..`
 * with the key, so only what needs no encoding passes, which are letters, digits and some signs of ASCII.
 */
export function safeName(name: string, what: 'table' | 'function'): string {
  if (name === '') {
    throw new Fault('missing-name', { detail: `no ${what} is chosen` });
  }
  if (!/^[A-Za-z0-9_$-]+(\.[A-Za-z0-9_$-]+)*$/.test(name)) {
    throw new Fault('unsafe-name', { detail: `${what} ${name}` });
  }
  return name;
}

/** The name of a schema as it stands in a header, which holds printable ASCII only. */
export function safeSchema(schema: string): string {
  if (!/^[\x20-\x7e]+$/.test(schema)) {
    throw new Fault('unsafe-name', { detail: `schema ${schema}` });
  }
  return schema;
}
