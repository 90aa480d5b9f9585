import { projectOfUrl } from './projectOfUrl';

/**
 * An address as it is stored: routes put `/rest/v1` behind it, so it ends neither in that nor in a slash. What is pasted
 * instead of it becomes it where that is sure: the dashboard's address of a project, its database's connection string
 * (whose password must not be kept), an address without https://.
 */
export function cleanUrl(typed: string): string {
  const text = typed.trim().replace(/^["'<]+|["'>]+$/g, '');
  const project = projectInDashboard(text) ?? projectInConnection(text);
  if (project) {
    return `https://${project}.supabase.co`;
  }
  const whole = /^[a-z0-9-]+\.supabase\.(co|in|red)\b/i.test(text) ? `https://${text}` : text;
  const [path] = whole.split(/(?<=\/rest\/v1)(?=[/?#])/);
  return path.replace(/(\/rest\/v1)?\/*$/, '');
}

/** What was changed in an address when it was left, or undefined when that needs no word. */
export function remarkOnMending(typed: string): string | undefined {
  const mended = cleanUrl(typed);
  if (projectInDashboard(typed.trim())) {
    return `That was the dashboard's address; the project's own is ${mended}.`;
  }
  if (projectInConnection(typed.trim())) {
    return `That was the database's connection string; the project's address is ${mended}, and nothing else of it is kept.`;
  }
  return undefined;
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
  if (/^postgres(ql)?:$/.test(parsed.protocol)) {
    return 'This is the connection string of a database, with its password. The project URL is under Project Settings → Data API.';
  }
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    return 'The address must start with https:// or http://';
  }
  if (/(^|\.)supabase\.com$/.test(parsed.hostname)) {
    return 'This is the address of the Supabase dashboard. The project URL is under Project Settings → Data API.';
  }
  if (parsed.search !== '' || parsed.hash !== '' || parsed.username !== '') {
    return 'The address may hold no user name, query or fragment.';
  }
  if (url !== cleanUrl(url)) {
    return 'The address must end before /rest/v1, and without a slash: Grafana puts /rest/v1 behind it as it stands.';
  }
  if (parsed.protocol === 'http:' && projectOfUrl(url)) {
    return 'Hosted projects answer to https:// only.';
  }
  return undefined;
}

function projectInDashboard(text: string): string | undefined {
  return /^(?:https?:\/\/)?(?:app\.)?supabase\.com\/(?:dashboard\/)?project\/([a-z0-9]{8,})(?:[/?#]|$)/i
    .exec(text)?.[1]
    .toLowerCase();
}

/** https://supabase.com/docs/guides/database/connecting-to-postgres */
function projectInConnection(text: string): string | undefined {
  const direct = /^(?:postgres(?:ql)?:\/\/[^@]*@)?db\.([a-z0-9]{8,})\.supabase\.co\b/i.exec(text);
  const pooled = /^postgres(?:ql)?:\/\/[^:@]+\.([a-z0-9]{8,}):[^@]*@[^/]*\.pooler\.supabase\.com/i.exec(text);
  return (direct ?? pooled)?.[1].toLowerCase();
}
