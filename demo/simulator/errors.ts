/** What a scrape fails of, most frequent first; history and the live workers report the same. */
export const scrapeErrors = [
  'HTTP 429: rate limit exceeded, retry after 900 s',
  'Timed out after 30000 ms waiting for the followers list',
  'Login challenge required for session account',
  'Proxy refused the connection (ECONNREFUSED)',
  'HTTP 502: bad gateway from upstream',
  'Account is private or has been renamed',
  'Apify actor run ended with status ABORTED',
] as const;

/** What a worker meets on the way and gets over by trying again. */
export const transientErrors = [
  'HTTP 429: rate limit exceeded, retry after 60 s',
  'Connection reset by peer (ECONNRESET)',
  'HTTP 503: service unavailable',
  'Empty page of results, cursor repeated',
] as const;

export const stuckError = 'Reset: no progress, the worker had lost the browser session';
export const scraperErrors = [
  'Session expired: login challenge required',
  'Proxy pool exhausted: 0 of 12 proxies healthy',
  'Browser crashed: out of memory',
] as const;
