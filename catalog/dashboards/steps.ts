import { type Threshold, ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { thresholds } from '../thresholds';

/** Colours from the bottom up: the first colour holds below the first limit. */
export function steps(lowest: string, ...limits: Array<[value: number, color: string]>): ThresholdsConfigBuilder {
  // Grafana writes the lowest step's value as null; the SDK's type lags behind its own docs there.
  const base: Threshold = { value: null, color: lowest };
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([base, ...limits.map(([value, color]) => ({ value, color }))]);
}

/** The colour rules of the dashboards, each from the teams' own figures. */
export const colours = {
  plain: () => steps('text'),
  anyIsBad: () => steps('green', [1, 'red']),
  success: () => steps('red', [thresholds.success_target_ratio.value, 'green']),
  failed: () => steps('green', [thresholds.failed_limit_ratio.value, 'red']),
  coverage: () =>
    steps('red', [thresholds.coverage_low_ratio.value, 'orange'], [thresholds.coverage_target_ratio.value, 'green']),
  duration: () =>
    steps(
      'blue',
      [thresholds.duration_target_min_seconds.value, 'green'],
      [thresholds.duration_target_max_seconds.value, 'orange'],
      [thresholds.stuck_after_seconds.value, 'red']
    ),
  stuckAge: () => steps('green', [thresholds.stuck_after_seconds.value, 'red']),
  seenAgo: () => steps('green', [thresholds.worker_stale_after_seconds.value, 'red']),
  queueDepth: () => steps('green', [thresholds.queue_depth_limit.value, 'orange']),
  serviceErrors: () =>
    steps(
      'green',
      [thresholds.service_error_target_ratio.value, 'orange'],
      [thresholds.service_error_limit_ratio.value, 'red']
    ),
} satisfies Record<string, () => ThresholdsConfigBuilder>;
