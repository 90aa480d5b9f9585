import type { DataSourceApi, DataSourceInstanceSettings, DataSourceRef, ScopedVars } from '@grafana/data';
import type { DataSourceSrv, GetDataSourceListFilters, TemplateSrv } from '@grafana/runtime';
import { RuntimeDataSource } from '@grafana/scenes';
import { grafanaSettings, isMixed, mixedSettings, MixedDataSource } from './MixedDataSource';

type Reference = DataSourceRef | string | null;

interface Dependencies {
  settings: DataSourceInstanceSettings[];
  templateSrv: TemplateSrv;
  /** Loads the plugin of a data source and makes the one instance that everybody shares. */
  instantiate: (settings: DataSourceInstanceSettings) => Promise<DataSourceApi>;
}

/** Finds data sources by uid, name, type or variable, and makes each at most once. */
export class WorkbenchDataSourceSrv implements DataSourceSrv {
  private readonly instances = new Map<string, Promise<DataSourceApi>>();
  private readonly runtime = new Map<string, RuntimeDataSource>();
  private settings: DataSourceInstanceSettings[];

  constructor(private readonly dependencies: Dependencies) {
    this.settings = dependencies.settings;
  }

  /** @throws Error naming the reference when there is no such data source, or what the plugin threw while loading */
  async get(reference?: Reference, scopedVars?: ScopedVars): Promise<DataSourceApi> {
    const uid = this.uidOf(reference, scopedVars);
    if (isMixed(uid)) {
      return new MixedDataSource((ref) => this.get(ref, scopedVars));
    }
    const runtime = this.runtime.get(uid);
    if (runtime) {
      return runtime;
    }
    const settings = this.getInstanceSettings(reference, scopedVars);
    if (!settings) {
      throw new Error(`Data source ${describe(reference, uid)} was not found`);
    }
    return this.instanceOf(settings);
  }

  getInstanceSettings(reference?: Reference, scopedVars?: ScopedVars): DataSourceInstanceSettings | undefined {
    const uid = this.uidOf(reference, scopedVars);
    if (isMixed(uid)) {
      return mixedSettings;
    }
    if (uid) {
      return this.settings.find((source) => source.uid === uid) ?? this.settings.find(({ name }) => name === uid);
    }
    const type = typeof reference === 'object' ? reference?.type : undefined;
    if (type) {
      return this.settings.find((source) => source.type === type);
    }
    return this.settings.find(({ isDefault }) => isDefault) ?? this.settings[0];
  }

  getList(filters: GetDataSourceListFilters = {}): DataSourceInstanceSettings[] {
    const types = filters.type === undefined ? undefined : [filters.type].flat();
    const found = this.settings.filter(
      (source) =>
        (!filters.pluginId || source.type === filters.pluginId) &&
        (!types || types.includes(source.type)) &&
        (!filters.annotations || source.meta.annotations) &&
        (!filters.logs || source.meta.logs) &&
        (!filters.tracing || source.meta.tracing) &&
        (!filters.alerting || source.meta.alerting) &&
        (!filters.filter || filters.filter(source))
    );
    // Asked by type, Grafana adds its built-in source all the same; plugins that want only theirs ask by `pluginId`.
    const builtIns = types && !filters.pluginId && !filters.alerting && !filters.tracing ? [grafanaSettings] : [];
    return [...found, ...(filters.mixed ? [mixedSettings] : []), ...builtIns];
  }

  async reload(): Promise<void> {
    this.instances.clear();
  }

  /** After a data source was saved: its next use is made from the new settings. */
  replace(settings: DataSourceInstanceSettings): void {
    this.settings = this.settings.map((source) => (source.uid === settings.uid ? settings : source));
    this.instances.delete(settings.uid);
  }

  registerRuntimeDataSource({ dataSource }: { dataSource: RuntimeDataSource }): void {
    this.runtime.set(dataSource.uid, dataSource);
  }

  private instanceOf(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
    const known = this.instances.get(settings.uid);
    if (known) {
      return known;
    }
    const made = this.dependencies.instantiate(settings).then(takeVariableQueryOff);
    this.instances.set(settings.uid, made);
    // A plugin that failed to load may load next time: the bundle is rebuilt while people work on it.
    made.catch(() => this.instances.delete(settings.uid));
    return made;
  }

  /** Empty for "the default one". */
  private uidOf(reference: Reference | undefined, scopedVars?: ScopedVars): string {
    const raw = typeof reference === 'string' ? reference : (reference?.uid ?? '');
    const uid = this.dependencies.templateSrv.replace(raw, scopedVars);
    return uid === 'default' ? '' : uid;
  }
}

/** Grafana's dashboards before Scenes call `variables.query` without its object; a plugin must bear that here as well. */
function takeVariableQueryOff(dataSource: DataSourceApi): DataSourceApi {
  const { variables } = dataSource;
  if (variables && 'query' in variables && typeof variables.query === 'function') {
    Object.assign(variables, { query: variables.query.bind(undefined) });
  }
  return dataSource;
}

function describe(reference: Reference | undefined, uid: string): string {
  const type = typeof reference === 'object' ? reference?.type : undefined;
  return type ? `"${uid}" (type ${type})` : `"${uid}"`;
}
