import { gunzipSync } from 'node:zlib';

export interface TarEntry {
  /** Below the tarball's one folder, such as `dist/index.d.ts`. */
  path: string;
  content: Buffer;
}

const block = 512;

/**
 * The files of an npm tarball. Long names stand in ustar's prefix or in a record of pax; links and folders are left out.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13
 */
export function readTarball(tarball: Buffer): TarEntry[] {
  const tar = gunzipSync(tarball);
  const entries: TarEntry[] = [];
  let longPath: string | undefined;
  for (let at = 0; at + block <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + block);
    const size = Number.parseInt(text(header, 124, 12), 8) || 0;
    const content = tar.subarray(at + block, at + block + size);
    const type = String.fromCharCode(header[156]);
    if (type === 'x') {
      longPath = /\d+ path=(.*)\n/.exec(content.toString('utf8'))?.[1];
    } else {
      const prefix = text(header, 345, 155);
      const path = longPath ?? (prefix ? `${prefix}/${text(header, 0, 100)}` : text(header, 0, 100));
      longPath = undefined;
      if (type === '0' || type === '\0') {
        entries.push({ path: path.slice(path.indexOf('/') + 1), content });
      }
    }
    at += block + Math.ceil(size / block) * block;
  }
  return entries;
}

function text(header: Buffer, from: number, length: number): string {
  const end = header.indexOf(0, from);
  return header.toString('utf8', from, end < 0 || end > from + length ? from + length : end).trim();
}
