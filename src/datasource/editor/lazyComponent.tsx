import React, { lazy, Suspense, type ComponentType } from 'react';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { ErrorBoundary } from './ErrorBoundary';

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

/** The same for a whole form: when it fails, or cannot be fetched, that is said in its place, and Grafana's page goes on. */
export function lazyForm<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Form = lazyComponent(load);
  return function LazyForm(props: Props) {
    return (
      <ErrorBoundary fallback={(error) => <Failed error={error} />}>
        <Form {...props} />
      </ErrorBoundary>
    );
  };
}

function Failed({ error }: { error: Error }) {
  return (
    <Alert severity="error" title={`This form could not be shown: ${error.message}`}>
      What was saved is kept. Reload the page; if that does not help, change the settings or the query as JSON or in its
      provisioning file.
    </Alert>
  );
}
