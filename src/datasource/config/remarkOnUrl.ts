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
  return undefined;
}
