import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';

/** Says that a variable lists not all values: Grafana has no place for a notice beside a variable's list. */
export class CutWarnings {
  private readonly given = new Set<string>();

  /** Once for each query, however often its variable is refreshed. */
  give(query: string): void {
    if (this.given.has(query)) {
      return;
    }
    this.given.add(query);
    const text = `A variable made of “${query}” has more values than are listed. Narrow its query by a filter.`;
    getAppEvents().publish({ type: AppEvents.alertWarning.name, payload: ['Not all values are listed', text] });
  }
}
