/** The name of a control within a part: `Related 1 filter 2`; outside of one it begins with a capital: `Filter 2`. */
export function named(part: string, name: string): string {
  return part === '' ? name : `${part} ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}
