/** Field options hold names or display names; empty: found by themselves. */
export interface AlertInboxOptions {
  nameField?: string;
  statusField?: string;
  severityField?: string;
  sinceField?: string;
  summaryField?: string;
  showResolved: boolean;
}

export const defaults: AlertInboxOptions = { showResolved: true };
