/** An address as it is stored: routes put `/rest/v1` behind it, so it ends neither in that nor in a slash. */
export function cleanUrl(url: string): string {
  return url.trim().replace(/(\/rest\/v1)?\/*$/, '');
}

/** What is wrong with the address of a project, or undefined. */
export function remarkOnUrl(url: string): string | undefined {
  if (url.trim() === '') {
    return undefined;
  }
  let parsed: URL;
  try {
    parsed = new URL(url.trim());
  } catch {
    return 'This is no address. It looks like https://PROJECT.supabase.co';
  }
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    return 'The address must start with https:// or http://';
  }
  if (parsed.hostname === 'supabase.com' || parsed.hostname === 'app.supabase.com') {
    return 'This is the address of the Supabase dashboard. The project URL is under Project Settings → Data API.';
  }
  if (parsed.search !== '' || parsed.hash !== '' || parsed.username !== '') {
    return 'The address may hold no user name, query or fragment.';
  }
  if (url !== cleanUrl(url)) {
    return 'The address must end before /rest/v1, and without a slash: Grafana puts /rest/v1 behind it as it stands.';
  }
  return undefined;
}
