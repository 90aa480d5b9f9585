import { toRows, type Row } from './toRows';

/** Characters parsed at a time: their objects are used up before the garbage collector would move them. */
const pieceLength = 64 * 1024;

/**
 * Gives the rows of a JSON answer to `take`, a few hundred at a time and with a guess of how many there are in all, and
 * returns how many there were. Parsing 30 MB in
 * pieces and forgetting each is faster than JSON.parse of the whole, which keeps every object alive. Throws a
 * SyntaxError when the text is not JSON.
 */
export function eachRows(text: string, valueName: string, take: (rows: Row[], about: number) => void): number {
  const separator = text.length > pieceLength ? separatorOf(text) : undefined;
  let count = 0;
  const takeBody = (body: unknown, end: number) => {
    const rows = toRows(body, valueName);
    count += rows.length;
    take(rows, Math.ceil((count * text.length) / end));
  };
  let start = 0;
  while (separator !== undefined) {
    const end = text.indexOf(separator, start + pieceLength);
    const piece = end < 0 ? undefined : tryParse(`${start === 0 ? '' : '['}${text.slice(start, end + 1)}]`);
    if (piece === undefined) {
      break;
    }
    takeBody(piece, end);
    start = end + separator.lastIndexOf('{');
  }
  takeBody(JSON.parse(start === 0 ? text : `[${text.slice(start)}`), text.length);
  return count;
}

/**
 * What stands between two rows, such as `},{"id":`. Inside a string its quote would be the closing one, and no letter
 * may follow that; inside a nested list a piece cut there is not balanced and does not parse. So a wrong cut is noticed.
 */
function separatorOf(text: string): string | undefined {
  const head = text.slice(0, pieceLength);
  const start = /^\s*\[\s*(\{"\w[^"\\]*":)/.exec(head)?.[1];
  // PostgREST puts each row on a line of its own, other servers do not.
  return start && [`},\n ${start}`, `},${start}`].find((separator) => head.includes(separator));
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
