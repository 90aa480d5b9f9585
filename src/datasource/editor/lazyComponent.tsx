import React, { lazy, Suspense, type ComponentType } from 'react';
import { LoadingPlaceholder } from '@grafana/ui';

/** A component whose code is fetched when it is first shown, so that dashboards do not pay for editors. */
export function lazyComponent<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  // Its properties travel in one: React 18's types cannot follow generic ones through `lazy`.
  const Loaded = lazy(async () => {
    const Component = await load();
    return { default: ({ inner }: { inner: Props }) => <Component {...inner} /> };
  });
  return function LazyComponent(props: Props) {
    return (
      <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
        <Loaded inner={props} />
      </Suspense>
    );
  };
}
