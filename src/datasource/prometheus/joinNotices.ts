import type { QueryResultMetaNotice } from '@grafana/data';
import type { Join } from '../query/model';
import type { Series } from './toSeries';

interface Joined {
  join: Join;
  series: Series[];
  /** Those that rows asked for. */
  byLabel: Map<string, Series[]>;
  /** Rows that show a sample from just before their window. */
  near: number;
  /** Seconds. */
  step: number;
}

/** What a reader of the joined column should know: why it may be empty, and how its figures were made. */
export function joinNotices({ join: { label, reduce }, series, byLabel, near, step }: Joined): QueryResultMetaNotice[] {
  const notices: QueryResultMetaNotice[] = [];
  if (series.length > 0 && series.every(({ labels }) => labels[label] === undefined)) {
    const labels = [...new Set(series.flatMap((each) => Object.keys(each.labels)))].filter(
      (name) => name !== '__name__'
    );
    const there = labels.length > 0 ? `They have: ${labels.join(', ')}.` : 'They have no labels at all.';
    const text = `No series has the label “${label}”. ${there} Choose one of them, or keep the label in the PromQL, as in sum by (${label}) (…).`;
    notices.push({ severity: 'warning', text });
  }
  if (series.length === 0) {
    notices.push({ severity: 'info', text: 'Prometheus has no series for these rows in their time.' });
  }
  const several = [...byLabel].filter(([, group]) => group.length > 1).map(([value]) => `“${value}”`);
  if (several.length > 0) {
    const more = several.length > 3 ? ` and ${several.length - 3} more` : '';
    const text = `Several series have the same “${label}” (${several.slice(0, 3).join(', ')}${more}): their samples count together. To choose otherwise, join them in the PromQL, as in sum by (${label}) (…).`;
    notices.push({ severity: 'info', text });
  }
  if (near > 0) {
    const text = `${near === 1 ? 'One row is' : `${near} rows are`} shorter than the ${step} s between two samples and show the one just before their end. A shorter time range gives more samples.`;
    notices.push({ severity: 'info', text });
  }
  if (reduce === 'sum' && byLabel.size > 0) {
    notices.push({ severity: 'info', text: `Sums add up one sample every ${step} s.` });
  }
  return notices;
}
