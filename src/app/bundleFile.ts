import { locationUtil } from '@grafana/data';

/**
 * The text of a file that the bundle carries.
 * @param baseUrl the app's folder, as Grafana's `meta.baseUrl` has it: relative to Grafana's root, or on a CDN
 * @throws Error that names the file when it cannot be read
 */
export async function bundleFile(baseUrl: string, file: string): Promise<string> {
  const isAbsolute = /^https?:\/\//.test(baseUrl);
  const root = isAbsolute ? baseUrl : locationUtil.assureBaseUrl(`/${baseUrl.replace(/^\//, '')}`);
  const response = await fetch(`${root}/${file}`);
  if (!response.ok) {
    throw new Error(`The bundle's ${file} could not be read (status ${response.status}).`);
  }
  return response.text();
}
