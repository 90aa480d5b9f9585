import { inWords } from '../dashboards/words';
import { thresholds, type Threshold, type ThresholdKey } from '../thresholds';

/** What a message is made of, written in the template language of whoever sends it. */
export interface Words {
  /** The figure that fired, in its unit. */
  value: string;
  /** The limit it is beyond, as plain text. */
  limit: string;
  /** A label of the series, such as the client's name. */
  label: (name: string) => string;
}

/** Both senders expand Go templates; they differ in where the figure is. */
const figures = {
  // https://prometheus.io/docs/prometheus/latest/configuration/template_reference/
  prometheus: '$value',
  // `$value` is a text with every figure there; B is the figure (toGrafanaRule.ts).
  grafana: '$values.B.Value',
} as const;

/** Go template functions that both senders have. */
const formats: Record<Threshold['unit'], string> = {
  ratio: 'humanizePercentage',
  count: 'printf "%.0f"',
  seconds: 'humanizeDuration',
  bytes: 'humanize1024',
  days: 'printf "%.0f"',
};

/** The words of a message whose figure has the limit's unit. */
export function wordsFor(sender: keyof typeof figures, limit: ThresholdKey | 0): Words {
  const unit = limit === 0 ? 'count' : thresholds[limit].unit;
  return {
    value: `{{ ${figures[sender]} | ${formats[unit]} }}`,
    limit: limit === 0 ? '0' : plainly(limit),
    label: (name) => `{{ $labels.${name} }}`,
  };
}

/** A threshold as plain text, written as the templates write figures: `95%`, `10 minutes`. */
export function plainly(key: ThresholdKey): string {
  return inWords(key).replace(' %', '%');
}
