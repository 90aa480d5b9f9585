/** The name of a control within a part: `Related 1 filter 2`; outside of one it begins with a capital: `Filter 2`. */
export function named(part: string, name: string): string {
  return part === '' ? name : `${part} ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

/** How wide the words before a row's first field are: within a part there is less room on a phone. */
export function captionWidthOf(part: string): number {
  return part === '' ? 14 : 10;
}
