// Grafana loads nested plugins from the app's folder, yet a nested module's own address is what webpack would take lazy
// chunks from, which answers 404. All chunks lie beside the app's module.js.
import amdModule from 'amd-module';

declare let __webpack_public_path__: string;

const appFolder = 'plugins/scrapewatch-monitoring-app/';

/** The address of the app's folder, from the address of any module in it; works under a sub path and on a CDN. */
export function appPublicPath(moduleUri: string | undefined): string {
  const at = moduleUri?.indexOf(appFolder) ?? -1;
  return moduleUri && at >= 0 ? moduleUri.slice(0, at + appFolder.length) : `public/${appFolder}`;
}

__webpack_public_path__ = appPublicPath(amdModule?.uri);
