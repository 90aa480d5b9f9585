import React, { type ReactNode } from 'react';

interface Props {
  children: ReactNode;
  /** Shown instead of children that threw. */
  fallback: ReactNode | ((error: Error) => ReactNode);
}

/**
 * Keeps the failure of one part from blanking the rest. The children must be a component of ours: a component that this
 * Grafana does not have fails where it is rendered, and directly under a boundary that is the boundary itself.
 */
export class ErrorBoundary extends React.Component<Props, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    const { children, fallback } = this.props;
    if (!error) {
      return children;
    }
    return typeof fallback === 'function' ? fallback(error) : fallback;
  }
}
