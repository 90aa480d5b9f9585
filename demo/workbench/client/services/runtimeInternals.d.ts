// Setters that @grafana/runtime keeps from its public door but that its host has to call; build.ts maps the name to the
// package's own files, so that the setter and what plugins import are one module.
declare module 'grafana-runtime-internals/components/PluginPage' {
  import type { ComponentType } from 'react';
  import type { PluginPageProps } from '@grafana/runtime';

  export function setPluginPage(component: ComponentType<PluginPageProps>): void;
}

declare module 'grafana-runtime-internals/components/PanelDataErrorView' {
  import type { ComponentType } from 'react';
  import type { PanelDataErrorViewProps } from '@grafana/runtime';

  export function setPanelDataErrorView(component: ComponentType<PanelDataErrorViewProps>): void;
}
