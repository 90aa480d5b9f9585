import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'glob';
import { z } from 'zod';
import { manifest, type Manifest, type Route } from './pluginSchema';

/** Ids of the bundle: the app first. Grafana's allow-list of unsigned plugins must name each of them. */
export const pluginIds = [
  'scrapewatch-monitoring-app',
  'scrapewatch-supabase-datasource',
  'scrapewatch-coveragegauge-panel',
  'scrapewatch-scrapercards-panel',
  'scrapewatch-queuechart-panel',
  'scrapewatch-alertinbox-panel',
] as const;

interface Found {
  /** Folder of the manifest below the bundle's root, `''` for the app. */
  folder: string;
  manifest: Manifest;
}

/** Everything that is wrong with the manifests below a bundle's root (src/ or dist/), a sentence each; none: all is well. */
export function checkManifests(bundleRoot: string): string[] {
  const problems: string[] = [];
  const found: Found[] = [];
  for (const file of globSync('**/plugin.json', { cwd: bundleRoot, posix: true }).sort()) {
    const parsed = manifest.safeParse(JSON.parse(readFileSync(path.join(bundleRoot, file), 'utf8')));
    if (parsed.success) {
      found.push({ folder: path.posix.dirname(file).replace(/^\.$/, ''), manifest: parsed.data });
    } else {
      problems.push(`${file}: ${z.prettifyError(parsed.error)}`);
    }
  }
  return [
    ...problems,
    ...checkIds(found),
    ...checkIncludes(found),
    ...found.flatMap((one) => checkLogos(bundleRoot, one)),
    ...found.flatMap(({ manifest: one }) => (one.type === 'datasource' ? checkRoutes(one.routes) : [])),
  ];
}

/** What is wrong with the root's plugin.json, which catalogues look for: it must be a link to the app's own. */
export function checkRootLink(repositoryRoot: string): string[] {
  const file = path.join(repositoryRoot, 'plugin.json');
  if (!existsSync(file)) {
    return ['plugin.json is missing; it must be a symbolic link to src/plugin.json'];
  }
  try {
    const target = readlinkSync(file);
    return target === 'src/plugin.json' ? [] : [`plugin.json points at ${target} instead of src/plugin.json`];
  } catch {
    return ['plugin.json is a copy; it must be a symbolic link to src/plugin.json'];
  }
}

function checkIds(found: Found[]): string[] {
  const ids = found.map((one) => one.manifest.id);
  const missing = pluginIds.filter((id) => !ids.includes(id)).map((id) => `no manifest has the id ${id}`);
  const strange = ids
    .filter((id) => !(pluginIds as readonly string[]).includes(id))
    .map((id) => `${id} is not one of the bundle's ids`);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is the id of two manifests`);
  const wrongType = found
    .filter(({ manifest: { id, type } }) => !id.endsWith(`-${type}`))
    .map(({ manifest: { id, type } }) => `${id} says it is a ${type}`);
  return [...missing, ...strange, ...twice, ...wrongType];
}

/** The app lists each nested plugin by its manifest's path and name, and nothing that is not there. */
function checkIncludes(found: Found[]): string[] {
  const app = found.find((one) => one.folder === '')?.manifest;
  if (app?.type !== 'app') {
    return ['the manifest at the root is not the app'];
  }
  const listed = app.includes.filter((include) => include.type !== 'page');
  const nested = found.filter((one) => one.folder !== '');
  const notListed = nested
    .filter(({ folder, manifest: one }) =>
      listed.every((i) => i.path !== `${folder}/plugin.json` || i.type !== one.type || i.name !== one.name)
    )
    .map(({ folder, manifest: one }) => `includes lacks ${one.type} "${one.name}" at ${folder}/plugin.json`);
  const notThere = listed
    .filter(({ path: listedPath }) => nested.every(({ folder }) => `${folder}/plugin.json` !== listedPath))
    .map((include) => `includes names ${include.path}, which is not there`);
  const foreignPages = app.includes
    .filter((include) => include.type === 'page' && !`${include.path}/`.startsWith(`/a/${app.id}/`))
    .map((include) => `page ${include.path} is not below /a/${app.id}`);
  return [...notListed, ...notThere, ...foreignPages];
}

function checkLogos(bundleRoot: string, { folder, manifest: one }: Found): string[] {
  return [...new Set([one.info.logos.small, one.info.logos.large])]
    .filter((logo) => !existsSync(path.join(bundleRoot, folder, logo)))
    .map((logo) => `${one.id}: ${logo} is not there`);
}

/**
 * The rules that keep keys out of wrong hands: a route sets both headers, or a Viewer could set the missing one; writing
 * needs a role; and no route's path begins with another's, since Grafana matches by prefix.
 */
export function checkRoutes(routes: Route[]): string[] {
  const problems = routes.flatMap((route) => {
    const name = `route ${route.method} ${route.path}`;
    const headers = route.headers.map((header) => header.name.toLowerCase()).sort();
    return [
      ...(headers.join() === 'apikey,authorization'
        ? []
        : [`${name} must set apikey and Authorization, and only those`]),
      ...(route.method === 'POST' && route.reqRole === undefined ? [`${name} writes, so it needs a reqRole`] : []),
    ];
  });
  const paths = [...new Set(routes.map((route) => route.path))];
  const overlapping = paths.flatMap((one) =>
    paths.filter((other) => other !== one && other.startsWith(one)).map((other) => `route ${one} also matches ${other}`)
  );
  return [...problems, ...overlapping];
}
