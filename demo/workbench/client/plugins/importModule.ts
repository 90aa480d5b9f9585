/// <reference types="systemjs" />
import 'systemjs/dist/system.js';
import 'systemjs/dist/extras/amd.js';
import { sharedModules } from './sharedModules';

let isReady = false;

/**
 * Loads a built plugin's AMD module the way Grafana does: SystemJS, with the host's React and Grafana packages.
 * SystemJS' AMD extra hands the `module` dependency `{ uri }`, from which the bundles find their lazy chunks.
 * @throws what the module threw while it was being evaluated, or SystemJS' error when the file is not there
 */
export async function importModule(address: string): Promise<unknown> {
  if (!isReady) {
    shareModules();
    isReady = true;
  }
  return System.import(new URL(address, window.location.origin).href);
}

function shareModules(): void {
  const imports = Object.fromEntries(Object.keys(sharedModules).map((name) => [name, `host:${name}`]));
  System.addImportMap({ imports });
  for (const [name, value] of Object.entries(sharedModules)) {
    System.set(`host:${name}`, value as System.Module);
  }
}
