import React, { lazy, Suspense, type ComponentType } from 'react';
import { LoadingPlaceholder } from '@grafana/ui';

/** A component whose code is fetched when it is first shown, so that dashboards do not pay for editors. */
export function lazyComponent<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Loaded = lazy<ComponentType<Props>>(async () => ({ default: await load() }));
  return function LazyComponent(props: Props) {
    return (
      <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
