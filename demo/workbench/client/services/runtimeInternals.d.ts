// Setters that @grafana/runtime keeps from its public door but that its host has to call; build.ts maps the name to the
// package's own files, so that the setter and what plugins import are one module.
declare module 'grafana-runtime-internals/components/PluginPage' {
  export function setPluginPage(
    component: import('react').ComponentType<import('@grafana/runtime').PluginPageProps>
  ): void;
}

declare module 'grafana-runtime-internals/components/PanelDataErrorView' {
  export function setPanelDataErrorView(
    component: import('react').ComponentType<import('@grafana/runtime').PanelDataErrorViewProps>
  ): void;
}
