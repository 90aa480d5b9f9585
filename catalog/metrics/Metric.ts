import type { requirements } from '../requirements';

/** A Prometheus metric that dashboards, alert rules and docs may name. */
export interface Metric {
  name: string;
  /** A counter only where an append-only total is stored: deleting rows must not lower it. */
  type: 'counter' | 'gauge' | 'histogram';
  /** `timestamp` is seconds since 1970; `state` is 0 or 1; `per second` and `amount` say what of in the description. */
  unit:
    | 'requests'
    | 'jobs'
    | 'runs'
    | 'alerts'
    | 'commands'
    | 'accounts'
    | 'users'
    | 'payments'
    | 'hours'
    | 'series'
    | 'seconds'
    | 'timestamp'
    | 'bytes'
    | 'ratio'
    | 'state'
    | 'amount'
    | 'per second';
  /** In the order in which they are written. */
  labels: readonly string[];
  /** What it means, and when it is absent. */
  description: string;
  /** Rows of requirements.ts that need it. */
  requirements: ReadonlyArray<keyof typeof requirements>;
}

/** The HELP line of a metric, as the endpoint serves it. */
export function helpOf({ description, requirements }: Metric): string {
  return requirements.length > 0 ? `${description} (${requirements.join(', ')})` : description;
}
