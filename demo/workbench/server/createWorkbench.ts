import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DashboardStore } from './DashboardStore';
import { DataSourceStore, type WorkbenchDataSource } from './DataSourceStore';
import { PhaseLog, type Phase } from './phases';
import { PluginRegistry } from './PluginRegistry';
import { DataSourceProxy } from './proxy/DataSourceProxy';
import { RequestHandler } from './RequestHandler';

export type { Phase } from './phases';
export type { WorkbenchDataSource } from './DataSourceStore';

export interface WorkbenchOptions {
  /** 0 takes a free one. */
  port: number;
  /** Known already; a stack that starts later gives them to `setDataSources`. */
  dataSources?: WorkbenchDataSource[];
  /** The folder of the dashboards' JSON files. */
  dashboardsDir: string;
  /** The built bundle (dist/). */
  bundleDir: string;
  /** The built client: index.html and its assets. */
  clientDir: string;
  /** Where what users save in forms outlives the process (mode 0600); without it, it does not. */
  stateFile?: string;
  /** Told of faults that are ours. Default: the console. */
  onError?: (error: unknown) => void;
}

export interface Workbench {
  /** `http://127.0.0.1:PORT` */
  url: string;
  port: number;
  setPhase(phase: Phase): void;
  /** Replaces the provisioned data sources. */
  setDataSources(dataSources: WorkbenchDataSource[]): void;
  /** From now on pages are the dashboard, no longer the starting page. */
  ready(): void;
  /** Closes the port and every connection, upstream ones too. */
  close(): Promise<void>;
}

/**
 * Starts the workbench on loopback: a page on Grafana's libraries, and the part of Grafana's server that plugins talk
 * to. Resolves once the port is open, long before there is anything to show. Rejects when the port is taken
 * (`code` is EADDRINUSE).
 */
export async function createWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const phases = new PhaseLog();
  const dataSources = new DataSourceStore(options.stateFile);
  dataSources.provision(options.dataSources ?? []);
  const plugins = new PluginRegistry(options.bundleDir);
  const dashboards = new DashboardStore(options.dashboardsDir);
  const proxy = new DataSourceProxy(dataSources, plugins);
  const handler = new RequestHandler({ ...options, phases, dataSources, plugins, dashboards, proxy });
  // Large uploads through the proxy take as long as they take; the header timeout stays.
  const server = createServer({ requestTimeout: 0 }, (req, res) => void handler.handle(req, res));
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    setPhase: (phase) => phases.set(phase),
    setDataSources: (sources) => dataSources.provision(sources),
    ready: () => {
      phases.ready = true;
    },
    close: () => {
      proxy.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
