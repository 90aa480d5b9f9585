import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PluginRegistry } from '../PluginRegistry';
import { serveIcon } from './icons';
import { packageDir } from './packageDir';
import { serveFile } from './serveFile';

/** `/public/fonts/<font>/…` is the @fontsource package of that name. */
const fontAddress = /^\/public\/fonts\/(inter|roboto-mono)\/((?:files\/)?[a-z0-9-]+\.(?:css|woff2?))$/;
const pluginAddress = /^\/public\/plugins\/([^/]+)\/(.+)$/;

/** Everything below `/public/`: plugins, icons, fonts, and the client's own files. */
export class StaticFiles {
  constructor(
    private readonly plugins: PluginRegistry,
    private readonly clientDir: string
  ) {}

  /** Sends the file behind a decoded path; answers false when there is none. */
  async serve(req: IncomingMessage, res: ServerResponse, pathname: string): Promise<boolean> {
    const [, pluginId, pluginFile] = pluginAddress.exec(pathname) ?? [];
    if (pluginId) {
      const plugin = await this.plugins.get(pluginId);
      return plugin !== undefined && serveFile(req, res, plugin.folder, pluginFile);
    }
    const [, font, fontFile] = fontAddress.exec(pathname) ?? [];
    if (font) {
      return serveFile(req, res, packageDir(`@fontsource/${font}`), fontFile);
    }
    const inClient = pathname.replace(/^\/public\//, '');
    return (
      (await serveFile(req, res, this.clientDir, inClient, { immutable: true })) ||
      (await serveIcon(req, res, pathname))
    );
  }
}
