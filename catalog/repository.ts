/** Where this repository can be read in a browser. Links in alerts point here: a fork that is published elsewhere changes this one line. */
export const repositoryUrl = 'https://github.com/scrapewatch/scrapewatch';

/** The page of a file of the main branch, given by its path from the repository's root. */
export function pageOf(path: string): string {
  return `${repositoryUrl}/blob/main/${path}`;
}
