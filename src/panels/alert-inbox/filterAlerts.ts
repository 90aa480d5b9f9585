import type { AlertRow } from './toAlerts';
import { SEVERITIES, type Severity } from './severity';

export type StatusChip = 'firing' | 'resolved';

/** What the chips ask for; an empty set asks for everything. */
export interface AlertFilter {
  statuses: ReadonlySet<StatusChip>;
  severities: ReadonlySet<Severity>;
}

export interface Chip<T> {
  value: T;
  count: number;
}

export const NO_FILTER: AlertFilter = { statuses: new Set(), severities: new Set() };

/** The alerts that the chips ask for, in their order. */
export function filterAlerts(alerts: AlertRow[], { statuses, severities }: AlertFilter): AlertRow[] {
  return alerts.filter(
    (alert) =>
      (statuses.size === 0 || statuses.has(statusOf(alert))) &&
      (severities.size === 0 || severities.has(alert.severity))
  );
}

/** The chips worth showing, each with its number of alerts. */
export function chipsOf(alerts: AlertRow[]): { statuses: Array<Chip<StatusChip>>; severities: Array<Chip<Severity>> } {
  const count = (test: (alert: AlertRow) => boolean) => alerts.filter(test).length;
  const statuses: StatusChip[] = ['firing', 'resolved'];
  return {
    statuses: worthShowing(statuses.map((value) => ({ value, count: count((alert) => statusOf(alert) === value) }))),
    severities: worthShowing(SEVERITIES.map((value) => ({ value, count: count((alert) => alert.severity === value) }))),
  };
}

/** The set with the value added, or taken out when it was in. */
export function toggle<T>(values: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(values);
  if (!next.delete(value)) {
    next.add(value);
  }
  return next;
}

function statusOf(alert: AlertRow): StatusChip {
  return alert.open ? 'firing' : 'resolved';
}

/** A chip that every alert answers to filters nothing. */
function worthShowing<T>(chips: Array<Chip<T>>): Array<Chip<T>> {
  const used = chips.filter(({ count }) => count > 0);
  return used.length > 1 ? used : [];
}
