/** The reference of a hosted project in its address: `abcd` of `https://abcd.supabase.co`. Undefined for other servers. */
export function projectOfUrl(url: string): string | undefined {
  return /^https?:\/\/([a-z0-9]+)\.supabase\.(?:co|in|red)(?:[/:]|$)/.exec(url.trim().toLowerCase())?.[1];
}
